package org.dreamer4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dreamer4j.cli.run.Hint;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options of a training that commands about it need again.
 *
 * @param running words for a command that acts with the agent
 * @param training words for the command that goes on
 */
record Repeated(List<String> running, List<String> training) {
  private static final Set<String> RUNNING = Set.of(TaskClassPath.OPTION, "--device");
  private static final Set<String> TRAINING =
      Set.of(
          TaskClassPath.OPTION,
          "--device",
          "--threads",
          "--num_runs",
          "--resume_runs",
          "--ping_every",
          "--tensorboard",
          "--quiet");

  /** Nothing was said beside the folder. */
  static final Repeated NONE = new Repeated(List.of(), List.of());

  /** The options that were given to a command, before its name or after it. */
  static Repeated of(CommandSpec command) {
    List<OptionSpec> given = new ArrayList<>();
    for (CommandLine line = command.commandLine(); line != null; line = line.getParent()) {
      given.addAll(line.getParseResult().matchedOptions());
    }
    return new Repeated(words(given, RUNNING), words(given, TRAINING));
  }

  private static List<String> words(List<OptionSpec> given, Set<String> wanted) {
    List<String> words = new ArrayList<>();
    for (OptionSpec option : given) {
      if (wanted.contains(option.longestName())) {
        words.add(option.longestName());
        words.addAll(option.arity().max() > 0 ? option.originalStringValues() : List.of());
      }
    }
    return List.copyOf(words);
  }

  /** A command that acts with the agent. */
  String act(Object... words) {
    return hint(words, running);
  }

  /** The command that goes on training. */
  String train(Object... words) {
    return hint(words, training);
  }

  private static String hint(Object[] words, List<String> more) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(more);
    return Hint.command(all.toArray());
  }
}
