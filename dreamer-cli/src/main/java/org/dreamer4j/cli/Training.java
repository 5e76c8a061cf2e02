package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dreamer4j.cli.metrics.ConsoleProgress;
import org.dreamer4j.cli.metrics.JsonLinesSink;
import org.dreamer4j.cli.metrics.StatusLine;
import org.dreamer4j.cli.run.AvailableTasks;
import org.dreamer4j.cli.run.ClaimedRun;
import org.dreamer4j.cli.run.Followers;
import org.dreamer4j.cli.run.Interrupts;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.cli.run.Pretrained;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.TrainingSession;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.cli.run.Work;
import org.dreamer4j.cli.tensorboard.TensorBoard;
import org.dreamer4j.core.MetricSink;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.TrainingListener;

/** Trains the runs that a worker gets, and tells a person about it. */
final class Training implements Work {
  /** Where Log4j finds the run's log file (log4j2.xml). */
  static final String LOG_PROPERTY = "dreamer.log";

  /**
   * What is shown while training.
   *
   * @param quiet whether no progress is
   * @param tensorBoard whether files for TensorBoard are written
   * @param options for the commands that are shown in the end
   */
  record Showing(boolean quiet, boolean tensorBoard, Repeated options) {}

  private final Path logdir;
  private final Optional<Parameters> given;
  private final Optional<Pretrained> initial;
  private final Execution execution;
  private final Showing showing;
  private final PrintWriter out;
  private final PrintWriter err;
  private int exitCode;

  /**
   * A training.
   *
   * @param logdir as given on the command line
   * @param given parameters; empty goes on with a run as it is, or starts the quick-start task
   * @param initial whose weights new runs start from
   * @param execution what graphs run on
   * @param showing what is shown while training
   */
  Training(
      Path logdir,
      Optional<Parameters> given,
      Optional<Pretrained> initial,
      Execution execution,
      Showing showing,
      PrintWriter out,
      PrintWriter err) {
    this.logdir = logdir;
    this.given = given;
    this.initial = initial;
    this.execution = execution;
    this.showing = showing;
    this.out = out;
    this.err = err;
  }

  /** 0, or that of a process that was ended by the signal that stopped the training. */
  int exitCode() {
    return exitCode;
  }

  /**
   * Refuses what cannot be trained before anything is written.
   *
   * @throws UsageException if a task does not exist or cannot run here
   */
  void check() {
    AvailableTasks.require(given.orElse(Parameters.QUICK_START).resolve());
  }

  @Override
  public boolean lengthens(RunDirectory run) throws IOException {
    return given.isPresent() && run.isLengthenedBy(given.get());
  }

  @Override
  public boolean perform(ClaimedRun claimed) throws IOException {
    RunDirectory run = claimed.directory();
    System.setProperty(LOG_PROPERTY, run.log().toString());
    DreamerConfig config = claimed.settle(given);
    AvailableTasks.require(config);
    ConsoleProgress progress =
        new ConsoleProgress(out, StatusLine.Style.detect(), InstantSource.system());
    try (TrainingSession session = open(claimed, config, agent -> followers(run, agent, progress));
        Interrupts interrupts = new Interrupts(() -> stop(session))) {
      claimed.keep(config);
      claimed.onTakeover(session::stop);
      out.printf(
          "Task %s, run %s %s%n",
          String.join(" and ", config.task().tasks()),
          run.path(),
          claimed.isResumed() ? "resumed" : "started");
      if (initial.isPresent()) {
        begin(session, initial.get());
      }
      Progress reached = reached(session, progress);
      exitCode = interrupts.exitCode();
      boolean finished = exitCode == 0 && !claimed.isTakenOver();
      new TrainingSummary(logdir, run, reached, !finished, showing.options()).print(out);
      return finished;
    }
  }

  private Followers followers(RunDirectory run, DreamerAgent agent, ConsoleProgress progress)
      throws IOException {
    List<MetricSink> sinks = new ArrayList<>();
    List<TrainingListener> listeners = new ArrayList<>();
    sinks.add(new JsonLinesSink(run.metrics(), InstantSource.system()));
    if (!showing.quiet()) {
      listeners.add(progress);
    }
    if (showing.tensorBoard()) {
      TensorBoard board = new TensorBoard(run.path(), agent, InstantSource.system());
      sinks.add(board);
      listeners.add(board);
    }
    return new Followers(sinks, listeners);
  }

  private TrainingSession open(ClaimedRun run, DreamerConfig config, Followers.Source following)
      throws IOException {
    try {
      return new TrainingSession(run, config, execution, following);
    } catch (IllegalArgumentException e) {
      // What only shows beside the environment, e.g. a key for a head that it does not give.
      throw new UsageException(e);
    }
  }

  private void begin(TrainingSession session, Pretrained weights) throws IOException {
    out.println(
        session.begin(weights)
            ? "Weights from " + weights
            : "The run has weights of its own by now: --init_from " + weights + " is left aside");
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
    err.println(System.lineSeparator() + "Stopping: saving first; once more to end at once.");
  }
}
