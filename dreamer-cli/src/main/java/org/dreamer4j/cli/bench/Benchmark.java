package org.dreamer4j.cli.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.dreamer4j.cli.run.AvailableTasks;
import org.dreamer4j.cli.run.Simulators;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TemporaryFolder;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.GraphCost;
import org.dreamer4j.models.MatrixProduct;
import org.dreamer4j.models.export.DreamerPolicy;
import org.dreamer4j.models.export.DreamerPolicy.Choice;
import org.dreamer4j.models.export.ExportSettings;
import org.dreamer4j.models.export.SavedModelExporter;
import org.jspecify.annotations.Nullable;

/** Runs a {@link BenchPlan}. */
public final class Benchmark {
  private static final int PRODUCT_EDGE = 1024;
  private static final Meter PRODUCT_METER = new Meter(3, 0.3, 5, 0.5);

  private final BenchPlan plan;
  private final DreamerConfig config;
  private OptionalDouble buildSeconds = OptionalDouble.empty();

  /**
   * A benchmark.
   *
   * @throws IllegalArgumentException if a number of the plan is out of range
   */
  public Benchmark(BenchPlan plan) {
    this.plan = plan;
    this.config = plan.config();
  }

  /**
   * Measures. The rate of a matrix product is taken before and after, and the better one counts:
   * what else runs on the machine only makes it worse.
   *
   * @param progress is told now and then how far it is
   * @throws UsageException if the plan's task does not exist or cannot run as it is to
   */
  public BenchReport run(Consumer<String> progress) throws IOException {
    OptionalDouble before = productRate(progress);
    progress.accept("building");
    try (Subject subject = subject();
        Subject other = other()) {
      List<Subject> subjects = other == null ? List.of(subject) : List.of(subject, other);
      List<Times> measured = plan.meter().measureInTurn(subjects, progress);
      OptionalDouble peak = ProcessFigures.peakMebibytes();
      OptionalDouble rate = before;
      OptionalDouble after = productRate(progress);
      if (after.isPresent() && after.getAsDouble() > before.orElse(0)) {
        rate = after;
      }
      return new BenchReport(
          plan, config, measured, subject.frames(), cost(subject, other), buildSeconds, rate, peak);
    }
  }

  private @Nullable Subject other() {
    if (plan.against() == null) {
      return null;
    }
    DreamerConfig form = config.with(Map.of("convs", word(plan.against())));
    return new TrainSubject(DreamerAgent.create(form, BenchPlan.spec(), plan.execution()));
  }

  private static String word(Convolutions form) {
    return form.name().toLowerCase(Locale.ROOT);
  }

  private OptionalDouble productRate(Consumer<String> progress) throws IOException {
    if (!plan.bench().runsGraph()) {
      return OptionalDouble.empty();
    }
    progress.accept("rate of a matrix product");
    try (ProductSubject product =
        new ProductSubject(new MatrixProduct(PRODUCT_EDGE, plan.execution()))) {
      return OptionalDouble.of(product.flop() / PRODUCT_METER.measure(product).median());
    }
  }

  /** The work is that of the plain form: rewriting must not make it look like more. */
  private Optional<GraphCost> cost(Subject subject, @Nullable Subject other) {
    Optional<GraphCost> own = subject.cost();
    if (own.isEmpty() || plan.convs() == Convolutions.PLAIN) {
      return own;
    }
    if (other != null && plan.against() == Convolutions.PLAIN) {
      return other.cost().map(plain -> new GraphCost(own.get().nodes(), plain.flop()));
    }
    DreamerConfig plain = config.with(Map.of("convs", word(Convolutions.PLAIN)));
    try (DreamerAgent agent = DreamerAgent.create(plain, BenchPlan.spec(), plan.execution())) {
      return Optional.of(new GraphCost(own.get().nodes(), agent.updateCost().flop()));
    }
  }

  private Subject subject() throws IOException {
    return switch (plan.bench()) {
      case TRAIN -> new TrainSubject(agent());
      case IMAGINE -> new ImagineSubject(agent());
      case ACT -> acting(agent(), Planner.POLICY_MODE);
      case PLAN -> acting(agent(), Planner.CEM);
      case SERVE -> serving();
      case REPLAY -> new ReplaySubject(config, environment());
      case ENV -> new EnvironmentSubject(environment());
    };
  }

  private Subject acting(DreamerAgent agent, Planner planner) {
    return new ActSubject<>(agent.policy(planner, () -> 0), agent::close, plan.environments());
  }

  private Subject serving() throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create("dreamer-bench");
        DreamerAgent agent = agent()) {
      SavedModelExporter.export(agent, folder.path(), ExportSettings.DEFAULT);
      DreamerPolicy policy =
          DreamerPolicy.load(
              folder.path(),
              new DreamerPolicy.Settings(Choice.DETERMINISTIC, null, plan.execution()));
      Closeable owner = policy::close;
      return new ActSubject<>(policy, owner, plan.environments());
    }
  }

  private DreamerAgent agent() {
    long start = System.nanoTime();
    DreamerAgent agent = DreamerAgent.create(config, BenchPlan.spec(), plan.execution());
    buildSeconds = OptionalDouble.of((System.nanoTime() - start) / 1e9);
    return agent;
  }

  private Environment environment() {
    AvailableTasks.require(config);
    try {
      return Simulators.registry(config).make(plan.task(), Simulators.seeded(config, 0));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
