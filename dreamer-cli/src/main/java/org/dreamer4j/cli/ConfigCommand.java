package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.config.ConfigFile;
import org.dreamer4j.core.config.ConfigKey;
import org.dreamer4j.core.config.DreamerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer config}: what parameters come to, or what a run was made with. */
@Command(
    name = "config",
    description = {
      "Prints a configuration as YAML, every key with its value.",
      "Without options it is that of dreamer train without --params."
    },
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  @Option(
      names = "--params",
      paramLabel = "YAML",
      description = "What they come to, as for dreamer train.")
  private @Nullable String params;

  @Option(names = "--logdir", paramLabel = "DIR", description = "What the run in it has.")
  private @Nullable Path logdir;

  @Option(names = "--explain", description = "Say what each key means, as comments.")
  private boolean explain;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Map<String, Object> values = config().toMap();
    PrintWriter out = spec.commandLine().getOut();
    values.forEach(
        (key, value) -> out.println(ConfigFile.line(key, value) + (explain ? comment(key) : "")));
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private DreamerConfig config() throws IOException {
    if (params != null && logdir != null) {
      throw new UsageException("--params and --logdir exclude each other: name one of them");
    }
    if (logdir != null) {
      RunDirectory run = RunDirectory.in(logdir);
      return run.stored()
          .orElseThrow(() -> new UsageException("no run in " + run.path() + ": no config.yaml"));
    }
    Parameters given = params == null ? Parameters.QUICK_START : Parameters.parse(params);
    DreamerConfig config = given.resolve();
    Notes.print(given, spec.commandLine().getErr());
    return config;
  }

  private static String comment(String key) {
    return ConfigKey.find(key).map(known -> "  # " + meaning(known)).orElse("");
  }

  private static String meaning(ConfigKey key) {
    StringBuilder text = new StringBuilder();
    if (!key.unit().isEmpty()) {
      text.append('[').append(key.unit()).append("] ");
    }
    text.append(key.about());
    if (!key.choices().isEmpty()) {
      text.append(" Takes ").append(String.join(", ", key.choices())).append('.');
    }
    return text.append(key.used() ? "" : " No effect.").toString();
  }
}
