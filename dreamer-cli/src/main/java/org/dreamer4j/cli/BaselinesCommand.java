package org.dreamer4j.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.dreamer4j.cli.metrics.StatusLine;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.cli.run.Simulators;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.TrivialReturns;
import org.dreamer4j.envs.arcade.ArcadeProvider;
import org.dreamer4j.envs.arcade.CatchPolicies;
import org.dreamer4j.envs.control.Baselines;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer baselines}: what policies earn that have learned nothing. */
@Command(
    name = "baselines",
    description = "Measures trivial policies on the embedded tasks, as Markdown tables.",
    mixinStandardHelpOptions = true)
final class BaselinesCommand implements Runnable {
  @Option(
      names = "--episodes",
      paramLabel = "N",
      defaultValue = "100",
      description = "Episodes for each policy and task (default ${DEFAULT-VALUE}).")
  private int episodes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Of initial states and random actions (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description =
          "Measure this task instead of the embedded ones, once or more often: any with continuous"
              + " actions.")
  private List<String> tasks = List.of();

  @Option(names = "--json", description = "Print the figures as a JSON object.")
  private boolean json;

  @Mixin private QuietOption quiet = new QuietOption();

  @Mixin private SimulatorParams simulators = new SimulatorParams();

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    AtLeast.check("--episodes", 1, episodes);
    if (tasks.isEmpty() && simulators.params != null) {
      throw new UsageException("--params goes with --task: the embedded tasks need no simulator");
    }
    List<TrivialReturns> measured;
    try (StatusLine status = quiet.status(spec, false)) {
      measured = tasks.isEmpty() ? embedded(status::show) : named(status::show);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? json(measured) : markdown(measured));
    out.flush();
  }

  private List<TrivialReturns> embedded(Consumer<String> progress) {
    List<TrivialReturns> all = new ArrayList<>(Baselines.measureAll(episodes, seed, progress));
    progress.accept(ArcadeProvider.CATCH);
    all.add(CatchPolicies.measureAll(episodes, seed));
    return all;
  }

  private List<TrivialReturns> named(Consumer<String> progress) {
    Map<String, Object> values = new LinkedHashMap<>(simulators.values());
    // None of the policies looks at the image, and drawing takes most of the time.
    values.putIfAbsent("render_size", 1);
    DreamerConfig config = new Parameters(values).resolve();
    try {
      return Baselines.measureAll(
          Simulators.registry(config), tasks, episodes, Simulators.seeded(config, seed), progress);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  /** Tables of tasks with equal policies; games are counted in balls, so to two digits. */
  private static String markdown(List<TrivialReturns> measured) {
    Predicate<TrivialReturns> game = task -> task.task().equals(ArcadeProvider.CATCH);
    List<TrivialReturns> games = measured.stream().filter(game).toList();
    List<TrivialReturns> others = measured.stream().filter(game.negate()).toList();
    String text = new BaselineTable(others, 1).toString();
    return games.isEmpty() ? text : text + "\n" + new BaselineTable(games, 2);
  }

  private String json(List<TrivialReturns> measured) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("episodes", episodes);
    figures.put("seed", seed);
    figures.put("tasks", measured.stream().map(BaselinesCommand::figures).toList());
    return JsonText.of(figures) + System.lineSeparator();
  }

  private static Map<String, Object> figures(TrivialReturns task) {
    Map<String, Object> policies = new LinkedHashMap<>();
    task.returns()
        .forEach(
            (policy, returns) -> {
              Map<String, Object> figures = new LinkedHashMap<>();
              figures.put("return_mean", returns.mean());
              figures.put("return_stddev", returns.std());
              figures.put("return_min", returns.min());
              figures.put("return_max", returns.max());
              policies.put(policy, figures);
            });
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("task", task.task());
    figures.put("policies", policies);
    if (!task.feedbackRule().isEmpty()) {
      figures.put("feedback_rule", task.feedbackRule());
    }
    return figures;
  }
}
