package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.metrics.ConsoleProgress;
import org.dreamer4j.cli.metrics.JsonLinesSink;
import org.dreamer4j.cli.run.Interrupts;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.cli.run.RunClaim;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.RunFailure;
import org.dreamer4j.cli.run.TrainingSession;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.TaskInfo;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.TrainingListener;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer train}: starts a run or goes on with it. */
@Command(
    name = "train",
    description = {
      "Trains an agent from pixels; the same command again goes on where it stopped.",
      "Without --params it learns the quick-start task with a small model."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  /** Where Log4j finds the run's log file (log4j2.xml). */
  private static final String LOG_PROPERTY = "dreamer.log";

  @Option(
      names = "--logdir",
      required = true,
      paramLabel = "DIR",
      description = "Where everything is kept; the run is its folder " + RunDirectory.FIRST + ".")
  private Path logdir = Path.of("");

  @Option(
      names = "--params",
      paramLabel = "YAML",
      description = "E.g. '{defaults: [dreamer], tasks: [pendulum_swingup]}'; # may stand for ,")
  private @Nullable String params;

  @Option(names = "--quiet", description = "No progress while training.")
  private boolean quiet;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, RunFailure {
    Optional<Parameters> given = Optional.ofNullable(params).map(Parameters::parse);
    given.ifPresent(Parameters::resolve);
    RunDirectory run = RunDirectory.in(logdir);
    System.setProperty(LOG_PROPERTY, run.log().toString());
    requireTask(run.stored().orElseGet(() -> given.orElse(Parameters.QUICK_START).resolve()));
    try (RunClaim claim = run.claim()) {
      DreamerConfig config = claim.settle(given);
      try {
        return train(run, config);
      } catch (IOException | RuntimeException | Error e) {
        throw new RunFailure(run, e);
      }
    }
  }

  private int train(RunDirectory run, DreamerConfig config) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    InstantSource clock = InstantSource.system();
    out.println("Task " + config.task().task() + ", run " + run.path());
    ConsoleProgress progress = new ConsoleProgress(out, ConsoleProgress.Style.detect(), clock);
    try (JsonLinesSink metrics = new JsonLinesSink(run.metrics(), clock);
        TrainingSession session =
            new TrainingSession(run, config, metrics, quiet ? TrainingListener.NONE : progress);
        Interrupts interrupts = new Interrupts(() -> stop(session))) {
      Progress reached = reached(session, progress);
      boolean stopped = interrupts.exitCode() != 0;
      new TrainingSummary(logdir, run, reached, stopped).print(out);
      return interrupts.exitCode();
    }
  }

  private static Progress reached(TrainingSession session, ConsoleProgress progress)
      throws IOException {
    try {
      return session.run();
    } finally {
      progress.clear();
    }
  }

  private void stop(TrainingSession session) {
    session.stop();
    spec.commandLine()
        .getErr()
        .println(System.lineSeparator() + "Stopping: saving first; once more to end at once.");
  }

  private static void requireTask(DreamerConfig config) {
    TaskInfo task;
    try {
      task = Registry.load().task(config.task().task());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
    if (!task.isAvailable()) {
      throw new UsageException("task '" + task.name() + "' cannot run here: " + task.unavailable());
    }
  }
}
