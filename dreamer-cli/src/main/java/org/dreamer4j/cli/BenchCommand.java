package org.dreamer4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.bench.BenchPlan;
import org.dreamer4j.cli.bench.BenchReport;
import org.dreamer4j.cli.bench.Benchmark;
import org.dreamer4j.cli.bench.Meter;
import org.dreamer4j.cli.metrics.StatusLine;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dreamer bench}: how fast this machine is. */
@Command(
    name = "bench",
    description = {
      "Measures how fast this machine is, on random data.",
      "train: an update; act, plan, serve: an action of the actor, of the cross-entropy method, of"
          + " an exported model; imagine: open-loop predictions; replay: a batch from disk; env: a"
          + " step with its image."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private static final List<String> ALWAYS =
      List.of("--runs", "--seconds", "--json", "--quiet", TaskClassPath.OPTION);

  private static final int RUNS = 7;

  /** A ratio of medians is as uncertain as both. */
  private static final int COMPARED_RUNS = 21;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WHAT",
      defaultValue = "train",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private BenchPlan.Bench bench = BenchPlan.Bench.TRAIN;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "laptop",
      description = "full (the paper's) or laptop (default ${DEFAULT-VALUE}).")
  private BenchPlan.Size size = BenchPlan.Size.LAPTOP;

  @Option(
      names = "--convs",
      paramLabel = "FORM",
      defaultValue = "rewritten",
      description =
          "Of all that runs a graph: plain or rewritten convolutions (default ${DEFAULT-VALUE}).")
  private Convolutions convs = Convolutions.REWRITTEN;

  @Option(
      names = "--against",
      paramLabel = "FORM",
      description =
          "For train: the form of convolutions to compare with, each update in turn with one of it.")
  private @Nullable Convolutions against;

  @Option(
      names = "--batch",
      paramLabel = "B",
      description = "Sequences of a batch, or environments acted in; default: the size's, or 1.")
  private @Nullable Integer batch;

  @Option(
      names = "--length",
      paramLabel = "L",
      description = "Rows of a sequence; default: the size's.")
  private @Nullable Integer length;

  @Option(
      names = "--horizon",
      paramLabel = "H",
      description = "Steps imagined or planned; default: the size's.")
  private @Nullable Integer horizon;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      defaultValue = "pendulum_swingup",
      description = "For env and replay (default ${DEFAULT-VALUE}).")
  private String task = "";

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "Fewest runs that count; default: "
              + RUNS
              + ", with --against "
              + COMPARED_RUNS
              + " of each form.")
  private @Nullable Integer runs;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "Shortest time that counts (default ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private QuietOption quiet = new QuietOption();

  @Mixin private SimulatorParams simulators = new SimulatorParams();

  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    BenchReport report;
    try (StatusLine status = quiet.status(spec, json)) {
      report = benchmark().run(status::show);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report.figures()));
    } else {
      out.print(report.text());
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private Benchmark benchmark() {
    if (runs() < 1 || !(seconds >= 0)) {
      throw new UsageException(
          "--runs must be at least 1 and --seconds not negative, got "
              + runs()
              + " and "
              + seconds);
    }
    requireFitting();
    try {
      return new Benchmark(
          new BenchPlan(
              bench,
              size,
              convs,
              against,
              bench.actsAlone(batch) ? execution.small() : execution.execution(),
              batch,
              length,
              horizon,
              task,
              simulators.values(),
              meter()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  /** Refuses an option that would change nothing. */
  private void requireFitting() {
    List<String> fitting = bench.options();
    for (OptionSpec given : spec.commandLine().getParseResult().matchedOptions()) {
      String name = given.longestName();
      if (!ALWAYS.contains(name) && !fitting.contains(name)) {
        throw new UsageException(
            name
                + " means nothing to bench "
                + bench.name().toLowerCase(Locale.ROOT)
                + ", which takes "
                + String.join(", ", fitting));
      }
    }
  }

  private int runs() {
    if (runs != null) {
      return runs;
    }
    return against == null ? RUNS : COMPARED_RUNS;
  }

  private Meter meter() {
    return new Meter(2, seconds / 4, runs(), seconds);
  }
}
