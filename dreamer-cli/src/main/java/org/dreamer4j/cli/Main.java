package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dreamer4j.cli.run.Interrupts;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.RunFailure;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.models.checkpoint.CheckpointFormatException;
import org.dreamer4j.models.export.SavedModelFormatException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code dreamer} command. Exit codes: 0 done, 1 failed (the stack trace is in a log file that
 * is named), 2 asked for something that cannot be done (one line says what), 128 + n ended by
 * signal n after saving.
 */
@Command(
    name = "dreamer",
    description = "Learns to control from pixels by dreaming ahead in a learned world model.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      EvalCommand.class,
      WatchCommand.class,
      DreamCommand.class,
      ExportCommand.class,
      ConvertCommand.class,
      InspectCommand.class,
      ConfigCommand.class,
      TasksCommand.class,
      PlotCommand.class,
      ReportCommand.class,
      BaselinesCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Runnable {
  @Option(
      names = TaskClassPath.OPTION,
      paramLabel = "JAR[:JAR...]",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:" + TaskClassPath.VARIABLE + "}",
      description =
          "Jars or folders of classes with tasks of your own (an EnvironmentProvider)."
              + " Default: $"
              + TaskClassPath.VARIABLE
              + ".")
  private @Nullable String classPath;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  /** Runs the command line and ends the process. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    Interrupts.endAtOnce();
    System.exit(run(out, err, args));
  }

  /**
   * Runs the command line.
   *
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return commandLine(out, err).execute(args);
  }

  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    // Images are drawn, never shown.
    System.setProperty("java.awt.headless", "true");
    Main main = new Main();
    return new CommandLine(main)
        .setOut(out)
        .setErr(err)
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionStrategy(main::execute)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? One of " + commands());
  }

  private String commands() {
    return String.join(", ", spec.subcommands().keySet());
  }

  private static int misused(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String problem = OneLine.of(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      problem += "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    command.getErr().println(name + ": " + problem + "; see " + name + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  /** Lets errors end as exceptions do, which alone picocli hands to its handler. */
  private int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    try {
      return TaskClassPath.run(classPath, () -> new CommandLine.RunLast().execute(parsed));
    } catch (UsageException | Error e) {
      List<CommandLine> commands = parsed.asCommandLineList();
      return failed(e, commands.get(commands.size() - 1));
    }
  }

  private static int failed(Throwable e, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    if (e instanceof UsageException || isFormat(e)) {
      command.getErr().println(name + ": " + OneLine.of(e.getMessage()));
      return CommandLine.ExitCode.USAGE;
    }
    Throwable cause = e instanceof RunFailure && e.getCause() != null ? e.getCause() : e;
    command.getErr().println(name + " failed: " + OneLine.of(cause) + "; " + record(e, cause));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** A file that a person named and that is not what it should be. */
  private static boolean isFormat(Throwable e) {
    return e instanceof CheckpointFormatException || e instanceof SavedModelFormatException;
  }

  private static String record(Throwable e, Throwable cause) {
    try {
      RunDirectory run =
          e instanceof RunFailure failure
              ? failure.run()
              : new RunDirectory(Files.createTempDirectory("dreamer-failure"));
      Path log = run.record(cause);
      return "details in " + log;
    } catch (IOException unwritable) {
      return "no log could be written: " + OneLine.of(unwritable.getMessage());
    }
  }
}
