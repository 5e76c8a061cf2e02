package org.dreamer4j.cli;

import java.io.PrintWriter;
import java.util.List;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.arcade.CatchPolicies;
import org.dreamer4j.envs.control.Baselines;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    if (episodes < 1) {
      throw new UsageException("--episodes must be at least 1, got " + episodes);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (tasks.isEmpty()) {
      out.print(Baselines.table(episodes, seed));
      out.println();
      out.print(CatchPolicies.table(episodes, seed));
    } else {
      out.print(table());
    }
    out.flush();
  }

  private String table() {
    try {
      return Baselines.table(Registry.load(), tasks, episodes, seed);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
