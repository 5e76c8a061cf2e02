package org.dreamer4j.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dreamer4j.cli.metrics.StatusLine;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.cli.run.Simulators;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.config.DreamerConfig;
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

  @Mixin private QuietOption quiet = new QuietOption();

  @Mixin private SimulatorParams simulators = new SimulatorParams();

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    AtLeast.check("--episodes", 1, episodes);
    if (tasks.isEmpty() && simulators.params != null) {
      throw new UsageException("--params goes with --task: the embedded tasks need no simulator");
    }
    PrintWriter out = spec.commandLine().getOut();
    String text;
    try (StatusLine status = quiet.status(spec, false)) {
      text = tasks.isEmpty() ? embedded(status::show) : named(status::show);
    }
    out.print(text);
    out.flush();
  }

  private String embedded(Consumer<String> progress) {
    String control = Baselines.table(episodes, seed, progress);
    progress.accept("catch");
    return control + "\n" + CatchPolicies.table(episodes, seed);
  }

  private String named(Consumer<String> progress) {
    Map<String, Object> values = new LinkedHashMap<>(simulators.values());
    // None of the policies looks at the image, and drawing takes most of the time.
    values.putIfAbsent("render_size", 1);
    DreamerConfig config = new Parameters(values).resolve();
    try {
      return Baselines.table(
          Simulators.registry(config), tasks, episodes, Simulators.seeded(config, seed), progress);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
