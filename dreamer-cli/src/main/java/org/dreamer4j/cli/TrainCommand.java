package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.run.Experiment;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.cli.run.Pretrained;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.RunFailure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer train}: starts runs or goes on with them. */
@Command(
    name = "train",
    description = {
      "Trains an agent from pixels; the same command again goes on where it stopped.",
      "Without --params it learns the quick-start task with a small model."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--logdir",
      required = true,
      paramLabel = "DIR",
      description =
          "Where everything is kept; a run is a folder in it: "
              + RunDirectory.FIRST
              + " and so on.")
  private Path logdir = Path.of("");

  @Option(
      names = "--params",
      paramLabel = "YAML",
      description = "E.g. '{defaults: [dreamer], tasks: [pendulum_swingup]}'; # may stand for ,")
  private @Nullable String params;

  @Option(
      names = "--num_runs",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many runs, in random order; 0 for runs without end. Run n has n - 1 added to the"
              + " seed (default ${DEFAULT-VALUE}).")
  private int numRuns;

  @Option(
      names = "--resume_runs",
      paramLabel = "True|False",
      defaultValue = "True",
      description = "Whether to go on with runs that were started (default ${DEFAULT-VALUE}).")
  private String resumeRuns = "";

  @Option(
      names = "--ping_every",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "Share the runs with other processes that have this option: time between two signs of"
              + " life in a run (default ${DEFAULT-VALUE}, none).")
  private int pingEverySeconds;

  @Option(
      names = "--init_from",
      paramLabel = "PATH",
      description =
          "Start new runs from the weights of an agent trained anywhere: the prefix of a"
              + " TensorFlow checkpoint, a variables.pkl, a folder of pickles or a SavedModel. Sizes and"
              + " heads are taken from it,"
              + " --params names the task.")
  private @Nullable Path initFrom;

  @Option(
      names = "--tensorboard",
      paramLabel = "True|False",
      defaultValue = "True",
      description =
          "Whether figures and pictures are written for TensorBoard too (default"
              + " ${DEFAULT-VALUE}).")
  private String tensorBoard = "";

  @Option(names = "--quiet", description = "No progress while training.")
  private boolean quiet;

  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, RunFailure {
    Optional<Parameters> given = Optional.ofNullable(params).map(Parameters::parse);
    if (initFrom == null) {
      return train(given, Optional.empty());
    }
    try (Pretrained initial = Pretrained.open(initFrom)) {
      Map<String, Object> overrides = given.map(Parameters::values).orElse(Map.of());
      initial.config(overrides, null);
      Notes.print(initial.notes(), spec.commandLine().getErr());
      return train(Optional.of(initial.parameters(overrides)), Optional.of(initial));
    }
  }

  private int train(Optional<Parameters> given, Optional<Pretrained> initial)
      throws IOException, RunFailure {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    given.ifPresent(Parameters::resolve);
    given.ifPresent(parameters -> Notes.print(parameters, err));
    Training.Showing showing =
        new Training.Showing(quiet, TrueFalse.of("--tensorboard", tensorBoard), Repeated.of(spec));
    Training training =
        new Training(logdir, given, initial, execution.execution(), showing, out, err);
    if (!RunDirectory.in(logdir).isBegun()) {
      training.check();
    }
    Experiment.Options options =
        new Experiment.Options(
            numRuns,
            TrueFalse.of("--resume_runs", resumeRuns),
            Duration.ofSeconds(pingEverySeconds));
    new Experiment(logdir, options, out::println).work(training);
    return training.exitCode();
  }
}
