package org.dreamer4j.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.dreamer4j.cli.run.Decision.Reason;
import org.dreamer4j.cli.run.Decision.Skip;
import org.dreamer4j.cli.run.Decision.Take;
import org.dreamer4j.core.EnvironmentLostException;

/**
 * The runs below one directory, {@code 00001}, {@code 00002} and so on, and this process as one of
 * any number of workers on them, on this machine or on others that see the directory. Source:
 * google-research/dreamer {@code training/running.py}.
 */
public final class Experiment {
  private static final int MOST_RUNS = 99_999;
  private static final Skip TAKEN_OVER =
      Skip.taken("another worker took it, having heard nothing of this one");

  private final Path logdir;
  private final Options options;
  private final ClaimRules rules;
  private final Surroundings around;
  private final Map<Integer, String> told = new HashMap<>();

  private boolean ended;
  private boolean othersHaveRuns;

  /**
   * What is asked of a worker.
   *
   * @param runs how many runs there are, in random order; 0 for runs without end, in order
   * @param resumeRuns whether runs are wanted that someone began
   * @param pingEvery time between two signs of life; 0 for none
   */
  public record Options(int runs, boolean resumeRuns, Duration pingEvery) {
    public Options {
      if (runs < 0 || runs > MOST_RUNS) {
        throw new UsageException(
            "--num_runs must lie in 0 (without end) to " + MOST_RUNS + ", got " + runs);
      }
      if (pingEvery.isNegative()) {
        throw new UsageException("--ping_every must not be negative, got " + pingEvery.toSeconds());
      }
    }
  }

  /**
   * What a worker depends on.
   *
   * @param worker its id, different from that of any other
   * @param random puts runs in order
   * @param log takes a line about each run that is left
   */
  record Surroundings(String worker, Random random, Time time, Consumer<String> log) {}

  /**
   * A worker of this process.
   *
   * @param logdir where the runs lie; if there is only one, the run itself may be named
   * @param log takes a line about each run that is left
   * @throws UsageException if the directory is a run and there is to be more than one
   */
  public Experiment(Path logdir, Options options, Consumer<String> log) {
    this(
        logdir,
        options,
        new Surroundings(UUID.randomUUID().toString(), new Random(), Time.SYSTEM, log));
  }

  Experiment(Path logdir, Options options, Surroundings around) {
    this.logdir = logdir;
    this.options = options;
    this.around = around;
    this.rules = new ClaimRules(around.worker(), options.resumeRuns(), options.pingEvery());
    if (options.runs() != 1 && RunDirectory.isRun(logdir)) {
      throw new UsageException(
          logdir + " is a run itself; name the folder around it, or leave --num_runs out");
    }
  }

  /**
   * Works on the runs, on one after another, until none is left to take or the work is stopped.
   *
   * @throws UsageException if there is one run and it cannot be had, or something is asked that
   *     cannot be
   * @throws RunFailure if a run failed; it is marked as done, so that no worker takes it again
   * @throws IOException if the files about runs cannot be read or written
   */
  public void work(Work work) throws IOException, RunFailure {
    if (options.runs() == 0) {
      workWithoutEnd(work);
      return;
    }
    List<Integer> numbers =
        new ArrayList<>(IntStream.rangeClosed(1, options.runs()).boxed().toList());
    Collections.shuffle(numbers, around.random());
    pass(numbers, work, !rules.stale().isZero());
    if (othersHaveRuns && !ended && !rules.stale().isZero()) {
      // Whoever died has given no sign of life when this is over.
      sleep(rules.stale());
      pass(numbers, work, false);
    }
  }

  private void workWithoutEnd(Work work) throws IOException, RunFailure {
    // Those that someone began come first: who is dead must show before.
    sleep(rules.stale());
    for (int number = 1; !ended; number++) {
      attempt(number, work, true);
    }
  }

  private void pass(List<Integer> numbers, Work work, boolean isRepeated)
      throws IOException, RunFailure {
    othersHaveRuns = false;
    for (int number : numbers) {
      if (!ended) {
        attempt(number, work, isRepeated);
      }
    }
  }

  private void attempt(int number, Work work, boolean isRepeated) throws IOException, RunFailure {
    RunDirectory run =
        options.runs() == 1 ? RunDirectory.in(logdir) : RunDirectory.numbered(logdir, number);
    Optional<Skip> left = take(run, work);
    if (left.isEmpty()) {
      return;
    }
    Skip skip = left.get();
    boolean taken = skip.reason() == Reason.TAKEN;
    othersHaveRuns |= taken;
    if (options.runs() == 1 && skip.reason() != Reason.FINISHED && !(taken && isRepeated)) {
      throw new UsageException(run.path() + ": " + skip.why() + "; " + skip.remedy());
    }
    String line = "Run " + run.name() + " left: " + skip.why();
    if (options.runs() == 1 && !taken) {
      line += "; " + skip.remedy();
    }
    if (!line.equals(told.put(number, line))) {
      around.log().accept(line);
    }
  }

  /** Works on a run if it can be had; gives why not otherwise. */
  private Optional<Skip> take(RunDirectory run, Work work) throws IOException, RunFailure {
    if (decide(run, work) instanceof Skip skip) {
      return Optional.of(skip);
    }
    Optional<RunClaim> lock = run.tryClaim();
    if (lock.isEmpty()) {
      return Optional.of(Skip.taken(run.owner() + " is writing it"));
    }
    try (RunClaim held = lock.get()) {
      // Another worker may have finished it in the meantime.
      Decision decision = decide(run, work);
      return decision instanceof Skip skip
          ? Optional.of(skip)
          : claim(run, held, (Take) decision, work);
    }
  }

  private Decision decide(RunDirectory run, Work work) throws IOException {
    RunMarks marks = run.marks();
    boolean done = marks.isDone();
    boolean failed = marks.hasFailed();
    boolean lengthened = false;
    Optional<Ping> ping = Optional.empty();
    try {
      ping = marks.ping();
      lengthened = done && !failed && work.lengthens(run);
    } catch (UnreadablePing e) {
      if (!done && !failed) {
        return Skip.unreadable(e.reason());
      }
    }
    return rules.decide(
        new ClaimRules.State(run.isBegun(), done, failed, lengthened, ping), around.time().now());
  }

  private Optional<Skip> claim(RunDirectory run, RunClaim lock, Take take, Work work)
      throws IOException, RunFailure {
    RunMarks marks = run.marks();
    ping(marks);
    sleep(options.pingEvery());
    Optional<Skip> lost = isOurs(marks);
    if (lost.isPresent() || ended) {
      return lost;
    }
    ping(marks);
    if (take == Take.LENGTHEN) {
      marks.notDone();
    }
    try {
      return perform(run, lock, take, work);
    } catch (UsageException e) {
      if (take == Take.START) {
        marks.noPing(); // as it was before
      } else if (take == Take.LENGTHEN) {
        marks.done();
      }
      throw e;
    }
  }

  private Optional<Skip> perform(RunDirectory run, RunClaim lock, Take take, Work work)
      throws IOException, RunFailure {
    RunMarks marks = run.marks();
    try (ClaimedRun claimed =
        new ClaimedRun(
            run, lock, take != Take.START, around.worker(), around.time(), options.pingEvery())) {
      boolean finished;
      try {
        finished = work.perform(claimed);
      } catch (UsageException e) {
        throw e;
      } catch (IOException | RuntimeException | Error e) {
        if (claimed.isTakenOver()) {
          return Optional.of(TAKEN_OVER);
        }
        if (isFailureOfTheRun(e)) {
          markFailed(marks, e);
        }
        throw new RunFailure(run, e);
      }
      if (claimed.isTakenOver()) {
        return Optional.of(TAKEN_OVER);
      }
      if (finished) {
        marks.done();
      }
      ended = !finished;
      return Optional.empty();
    }
  }

  /**
   * Whether there is no use in going on. A lost environment, a full disk and a folder that cannot
   * be written are outside the run: it goes on when asked to.
   */
  private static boolean isFailureOfTheRun(Throwable failure) {
    return !(failure instanceof EnvironmentLostException
        || failure instanceof IOException
        || failure instanceof UncheckedIOException);
  }

  /** What cannot be marked must not hide why the run failed. */
  private static void markFailed(RunMarks marks, Throwable failure) {
    try {
      marks.failed(failure);
    } catch (IOException unwritable) {
      failure.addSuppressed(unwritable);
    }
  }

  private void ping(RunMarks marks) throws IOException {
    marks.ping(new Ping(around.worker(), around.time().now()));
  }

  /** Empty if the last sign of life is this worker's. */
  private Optional<Skip> isOurs(RunMarks marks) throws IOException {
    try {
      String worker = marks.ping().map(Ping::worker).orElse("");
      return worker.equals(around.worker())
          ? Optional.empty()
          : Optional.of(Skip.taken("worker " + worker + " claimed it at the same time"));
    } catch (UnreadablePing e) {
      return Optional.of(Skip.unreadable(e.reason()));
    }
  }

  private void sleep(Duration duration) {
    if (duration.isZero()) {
      return;
    }
    try {
      around.time().sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = true;
    }
  }
}
