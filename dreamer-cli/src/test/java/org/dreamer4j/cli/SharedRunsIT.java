package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.dreamer4j.cli.run.ClaimedRun;
import org.dreamer4j.cli.run.Experiment;
import org.dreamer4j.cli.run.RunClaim;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share runs in which little is done, and some of which are killed. */
@Timeout(120)
class SharedRunsIT {
  private static final int RUNS = 6;
  private static final int STEPS = 6;
  private static final int HALF = 3;
  private static final Duration PING_EVERY = Duration.ofMillis(300);

  @TempDir private Path folder;

  /** A worker; with a second argument it gets stuck in the middle of its first run. */
  static final class Worker implements Work {
    private final boolean sticks;
    private final Random random = new Random();

    private Worker(boolean sticks) {
      this.sticks = sticks;
    }

    public static void main(String[] args) throws Exception {
      Experiment.Options options = new Experiment.Options(RUNS, true, PING_EVERY);
      new Experiment(Path.of(args[0]), options, System.out::println)
          .work(new Worker(args.length > 1));
    }

    @Override
    public boolean lengthens(RunDirectory run) {
      return false;
    }

    @Override
    public boolean perform(ClaimedRun run) throws IOException {
      Path path = run.directory().path();
      enter(path.resolve("working"));
      append(path, run.isResumed() ? "resumed" : "started", ".");
      int done = Files.exists(path.resolve("steps")) ? lines(path, "steps").size() : 0;
      for (int step = done; step < STEPS; step++) {
        pause(random.nextInt(30));
        append(path, "steps", String.valueOf(step));
        if (sticks && step == HALF - 1) {
          System.out.println("stuck in " + path.getFileName());
          pause(Long.MAX_VALUE);
        }
      }
      append(path, "ends", ".");
      Files.delete(path.resolve("working"));
      return true;
    }

    /** Fails if a living process is working on the run. */
    private static void enter(Path working) throws IOException {
      String pid = String.valueOf(ProcessHandle.current().pid());
      try {
        Files.writeString(working, pid, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        long other = Long.parseLong(Files.readString(working));
        if (ProcessHandle.of(other).map(ProcessHandle::isAlive).orElse(false)) {
          throw new IllegalStateException("two at once: " + pid + " and " + other);
        }
        Files.writeString(working, pid);
      }
    }

    private static void append(Path run, String file, String line) throws IOException {
      Files.writeString(
          run.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void pause(long milliseconds) {
      try {
        Thread.sleep(milliseconds);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Says whether it could have a run. */
  static final class Claimant {
    private Claimant() {}

    public static void main(String[] args) throws IOException {
      Optional<RunClaim> claim = RunDirectory.in(Path.of(args[0])).tryClaim();
      System.out.println(claim.isPresent() ? "has it" : "is refused");
    }
  }

  /** POSIX frees the locks of a process with the first of its descriptors of the file. */
  @Test
  void aRefusalWithinAProcessTakesNothingFromItsClaim() throws Exception {
    RunDirectory run = RunDirectory.in(logdir());
    try (RunClaim claim = run.tryClaim().orElseThrow()) {
      assertEquals(Optional.empty(), run.tryClaim(), claim::toString);
      assertEquals("is refused", claimant());
    }
    assertEquals("has it", claimant());
  }

  private String claimant() throws Exception {
    try (ChildProcess child = ChildProcess.start(folder, Claimant.class, logdir().toString())) {
      assertEquals(0, child.exitCode(), child.err());
      return child.out().strip();
    }
  }

  @Test
  void everyRunIsCompletedOnceByWorkersThatShareThem() throws Exception {
    List<ChildProcess> workers = List.of(worker(), worker(), worker());
    try {
      for (ChildProcess worker : workers) {
        assertEquals(0, worker.exitCode(), worker.err());
      }
    } finally {
      workers.forEach(ChildProcess::close);
    }
    assertCompleted();
    assertEquals(List.of(), having("resumed"));
  }

  @Test
  void runsOfKilledWorkersAreResumedAndThoseOfLivingOnesAreNot() throws Exception {
    List<String> stuck = new ArrayList<>();
    try (ChildProcess first = worker("sticks");
        ChildProcess second = worker("sticks");
        ChildProcess healthy = worker()) {
      stuck.add(stuckIn(first));
      stuck.add(stuckIn(second));
      Collections.sort(stuck);
      assertEquals(0, healthy.exitCode(), healthy.err());
      assertEquals(RUNS - 2, having("DONE").size(), "it does not take what living ones have");
      first.kill();
      second.kill();
    }
    try (ChildProcess third = worker();
        ChildProcess fourth = worker()) {
      assertEquals(0, third.exitCode(), third.err());
      assertEquals(0, fourth.exitCode(), fourth.err());
    }
    assertCompleted();
    assertEquals(stuck, having("resumed"));
  }

  private ChildProcess worker(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(logdir().toString()));
    arguments.addAll(List.of(options));
    return ChildProcess.start(folder, Worker.class, arguments.toArray(String[]::new));
  }

  private static String stuckIn(ChildProcess worker) throws Exception {
    String word = "stuck in ";
    while (!worker.out().contains(word)) {
      assertFalse(worker.ends(20), worker.err());
    }
    int at = worker.out().indexOf(word) + word.length();
    return worker.out().substring(at, at + 5);
  }

  /** Every run was begun once and ended once, and each of its steps was done once. */
  private void assertCompleted() throws IOException {
    for (String file : List.of("DONE", "PING", "started", "ends", "steps")) {
      assertEquals(RUNS, having(file).size(), file);
    }
    assertEquals(List.of(), having("FAIL"));
    for (String run : having("DONE")) {
      Path path = logdir().resolve(run);
      assertEquals(
          Stream.iterate(0, step -> step + 1).limit(STEPS).map(String::valueOf).toList(),
          lines(path, "steps"),
          run);
      assertEquals(1, lines(path, "started").size(), run);
      assertEquals(1, lines(path, "ends").size(), run);
    }
  }

  /** The runs that have a file, sorted. */
  private List<String> having(String file) throws IOException {
    try (Stream<Path> runs = Files.list(logdir())) {
      return runs.filter(run -> Files.exists(run.resolve(file)))
          .map(run -> String.valueOf(run.getFileName()))
          .sorted()
          .toList();
    }
  }

  private Path logdir() {
    return folder.resolve("logdir");
  }

  private static List<String> lines(Path run, String file) throws IOException {
    return Files.readAllLines(run.resolve(file));
  }
}
