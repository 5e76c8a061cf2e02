package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.dreamer4j.core.EnvironmentLostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers on runs, without waiting and without training. */
class ExperimentTest {
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Duration TWENTY = Duration.ofSeconds(20);

  @TempDir private Path logdir;

  private final FakeTime time = new FakeTime();
  private final List<String> log = new ArrayList<>();
  private final Recorded work = new Recorded();

  /** Remembers the runs that it gets. */
  private static class Recorded implements Work {
    final List<String> performed = new ArrayList<>();
    boolean lengthens;

    @Override
    public boolean lengthens(RunDirectory run) {
      return lengthens;
    }

    @Override
    public boolean perform(ClaimedRun run) throws IOException {
      performed.add(run.directory().name() + (run.isResumed() ? " resumed" : " started"));
      return act(run);
    }

    /** What the work of a run is; whether it was finished. */
    boolean act(ClaimedRun run) throws IOException {
      return !run.isTakenOver();
    }
  }

  @Test
  void everyNumberedRunIsStartedOnceInRandomOrder() throws Exception {
    Set<List<String>> orders = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      Recorded all = new Recorded();
      Path folder = logdir.resolve("seed" + seed);
      experiment(folder, 4, true, Duration.ZERO, new Random(seed)).work(all);
      orders.add(all.performed);
      assertEquals(
          List.of("00001 started", "00002 started", "00003 started", "00004 started"),
          all.performed.stream().sorted().toList());
      assertTrue(marks(folder, 4).isDone());
    }
    assertTrue(orders.size() > 5, orders.toString());
  }

  @Test
  void finishedRunsAreLeftByTheNextWorker() throws Exception {
    worker(2, TEN).work(work);
    worker(2, TEN).work(work);

    assertEquals(2, work.performed.size());
    assertEquals(
        List.of("Run 00001 left: it is finished", "Run 00002 left: it is finished"),
        log.stream().sorted().toList());
    assertEquals(
        List.of(TEN, TEN), time.sleeps(), "after each claim; there is nothing to wait for");
  }

  @Test
  void runsWithoutEndGoUpFromTheFirst() throws Exception {
    foreign(2, Duration.ZERO);
    Recorded three =
        new Recorded() {
          @Override
          boolean act(ClaimedRun run) {
            return performed.size() < 3;
          }
        };
    worker(0, TEN).work(three);

    assertEquals(List.of("00001 started", "00002 resumed", "00003 started"), three.performed);
    assertEquals(List.of(TWENTY, TEN, TEN, TEN), time.sleeps(), "first, who is alive");
    assertFalse(marks(logdir, 3).isDone(), "stopped");
  }

  @Test
  void workerThatIsStoppedTakesNoOtherRunAndItsRunCanBeResumed() throws Exception {
    Recorded stopped =
        new Recorded() {
          @Override
          boolean act(ClaimedRun run) {
            return false;
          }
        };
    worker(3, Duration.ZERO).work(stopped);
    assertEquals(1, stopped.performed.size());

    worker(3, Duration.ZERO).work(work);
    assertEquals(3, work.performed.size());
    assertEquals(1, work.performed.stream().filter(run -> run.endsWith(" resumed")).count());
  }

  @Test
  void runOfALivingWorkerIsLookedAtAgainAtTheEnd() throws Exception {
    foreign(1, Duration.ZERO);
    foreign(2, Duration.ZERO);
    time.during(() -> foreign(2, Duration.ZERO));
    worker(2, TEN).work(work);

    assertEquals(List.of("00001 resumed"), work.performed, "the other was alive meanwhile");
    assertEquals(List.of(TWENTY, TEN), time.sleeps());
    for (String run : List.of("00001", "00002")) {
      String line = "Run " + run + " left: worker other has it, which gave a sign of life 0 s ago";
      assertTrue(log.contains(line), log.toString());
    }
  }

  @Test
  void claimIsGivenUpIfAnotherWorkerClaimsAtTheSameTime() throws Exception {
    time.during(() -> foreign(1, Duration.ZERO)); // after this worker wrote its own
    time.during(() -> foreign(1, Duration.ZERO)); // and it is alive when runs are looked at again
    String message = refused(worker(1, TEN));

    assertEquals(List.of(), work.performed);
    assertEquals(List.of("Run 00001 left: worker other claimed it at the same time"), log);
    assertTrue(message.contains("worker other has it"), message);
    assertEquals("other", marks(logdir, 1).ping().orElseThrow().worker());
  }

  @Test
  void pingIsRenewedWhileTheRunIsWorkedOn() throws Exception {
    Recorded slow =
        new Recorded() {
          @Override
          boolean act(ClaimedRun run) throws IOException {
            time.pass(TEN);
            assertPing(run, Duration.ZERO);
            time.pass(TEN);
            assertPing(run, Duration.ZERO);
            return true;
          }
        };
    worker(1, TEN).work(slow);
    assertEquals(0, time.repeating());
  }

  @Test
  void workersWithoutPingsGiveNone() throws Exception {
    Recorded slow =
        new Recorded() {
          @Override
          boolean act(ClaimedRun run) throws IOException {
            assertEquals(0, time.repeating());
            time.pass(TEN);
            assertPing(run, TEN);
            return true;
          }
        };
    worker(1, Duration.ZERO).work(slow);
    assertEquals(List.of(), time.sleeps());
  }

  /** It writes no more; that the work fails by it is no failure of the run. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void runThatAnotherWorkerTookIsLeftToIt(boolean fails) throws Exception {
    List<String> told = new ArrayList<>();
    Recorded overtaken =
        new Recorded() {
          @Override
          boolean act(ClaimedRun run) throws IOException {
            run.onTakeover(() -> told.add("stop"));
            foreign(run.directory().number(), Duration.ZERO);
            time.pass(TEN);
            assertTrue(run.isTakenOver());
            time.pass(TEN);
            IOException refusal = assertThrows(IOException.class, run::requireHeld);
            if (fails) {
              throw refusal;
            }
            return true;
          }
        };
    time.during(() -> {});
    time.during(() -> foreign(1, Duration.ZERO)); // it lives when runs are looked at again
    UsageException left = assertThrows(UsageException.class, () -> worker(1, TEN).work(overtaken));

    assertEquals(List.of("stop"), told);
    assertTrue(left.getMessage().contains("worker other has it"), left.getMessage());
    assertFalse(marks(logdir, 1).isDone());
    assertFalse(marks(logdir, 1).hasFailed());
    assertEquals("other", marks(logdir, 1).ping().orElseThrow().worker());
  }

  @Test
  void failureIsKeptAndNeverResumed() throws Exception {
    Recorded failing =
        new Recorded() {
          @Override
          boolean act(ClaimedRun run) {
            throw new IllegalStateException("out of order");
          }
        };
    RunFailure failure =
        assertThrows(RunFailure.class, () -> worker(1, Duration.ZERO).work(failing));
    assertEquals("out of order", failure.getCause().getMessage());
    assertTrue(marks(logdir, 1).isDone());
    String trace = Files.readString(logdir.resolve("00001/FAIL"));
    assertTrue(trace.startsWith("java.lang.IllegalStateException: out of order\n\tat "), trace);

    work.lengthens = true;
    assertEquals(
        logdir.resolve("00001")
            + ": it failed before, see its file FAIL; delete its FAIL and DONE to go on with it",
        refused(worker(1, Duration.ZERO)));
    worker(2, Duration.ZERO).work(work);
    assertEquals(List.of("00002 started"), work.performed);
  }

  @Test
  void aLostEnvironmentLeavesARunThatGoesOn() throws Exception {
    Recorded losing =
        new Recorded() {
          @Override
          boolean act(ClaimedRun run) {
            throw new EnvironmentLostException("server gone");
          }
        };
    assertThrows(RunFailure.class, () -> worker(1, Duration.ZERO).work(losing));
    assertFalse(marks(logdir, 1).isDone());
    assertFalse(marks(logdir, 1).hasFailed());

    worker(1, Duration.ZERO).work(work);
    assertEquals(List.of("00001 resumed"), work.performed);
  }

  @Test
  void lengthenedRunGoesOnAndIsNotDoneMeanwhile() throws Exception {
    worker(1, Duration.ZERO).work(work);
    Recorded longer =
        new Recorded() {
          @Override
          boolean act(ClaimedRun run) {
            assertFalse(run.directory().marks().isDone());
            return true;
          }
        };
    longer.lengthens = true;
    worker(1, Duration.ZERO).work(longer);

    assertEquals(List.of("00001 resumed"), longer.performed);
    assertTrue(marks(logdir, 1).isDone());
  }

  @Test
  void mistakeOfAPersonLeavesTheRunAsItWas() throws Exception {
    Recorded refusing =
        new Recorded() {
          @Override
          boolean act(ClaimedRun run) {
            throw new UsageException("no such head");
          }
        };
    assertThrows(UsageException.class, () -> worker(1, Duration.ZERO).work(refusing));
    assertEquals(Optional.empty(), marks(logdir, 1).ping());
    worker(1, Duration.ZERO).work(work);
    refusing.lengthens = true;
    assertThrows(UsageException.class, () -> worker(1, Duration.ZERO).work(refusing));

    assertEquals(List.of("00001 started"), work.performed);
    assertTrue(marks(logdir, 1).isDone());
    assertFalse(marks(logdir, 1).hasFailed());
  }

  @Test
  void unreadablePingIsLeftAlone() throws Exception {
    Path ping = Files.createDirectories(logdir.resolve("00001")).resolve("PING");
    byte[] pickle = {(byte) 0x80, 3, 'X'};
    Files.write(ping, pickle);
    assertEquals(
        logdir.resolve("00001")
            + ": its PING is a pickle of the Python program, which cannot be read here;"
            + " delete its PING if nobody works on it",
        refused(worker(1, Duration.ZERO)));
    worker(2, Duration.ZERO).work(work);

    assertEquals(List.of("00002 started"), work.performed);
    assertEquals(3, Files.size(ping));
    assertFalse(Files.exists(logdir.resolve("00001/lock")), "nothing is written there");
  }

  @Test
  void runOfAnotherProcessOfThisMachineIsLeft() throws Exception {
    RunDirectory first = RunDirectory.in(logdir);
    RunClaim held = first.tryClaim().orElseThrow();
    try {
      assertEquals(
          logdir.resolve("00001")
              + ": process "
              + ProcessHandle.current().pid()
              + " is writing it; wait for it or use another --logdir",
          refused(worker(1, Duration.ZERO)));
    } finally {
      held.close();
    }
    worker(1, Duration.ZERO).work(work);
    assertEquals(List.of("00001 started"), work.performed);
  }

  @Test
  void startedRunIsLeftIfOnlyNewOnesAreWanted() throws Exception {
    foreign(1, Duration.ofHours(1));
    assertTrue(
        refused(experiment(logdir, 1, false, Duration.ZERO, new Random(0)))
            .endsWith(
                ": it was started before and --resume_runs is False; say --resume_runs True to go"
                    + " on with it, or use another --logdir"));
    experiment(logdir, 3, false, Duration.ZERO, new Random(0)).work(work);
    assertEquals(
        List.of("00002 started", "00003 started"), work.performed.stream().sorted().toList());
  }

  @Test
  void runItselfMayBeNamedWhereThereIsOne() throws Exception {
    Path run = Files.createDirectories(logdir.resolve("00007"));
    Files.writeString(run.resolve("config.yaml"), "");
    experiment(run, 1, true, Duration.ZERO, new Random(0)).work(work);
    assertEquals(List.of("00007 resumed"), work.performed);
    assertTrue(
        assertThrows(
                UsageException.class, () -> experiment(run, 2, true, Duration.ZERO, new Random(0)))
            .getMessage()
            .contains("is a run itself"));
  }

  private void foreign(int number, Duration age) {
    try {
      Files.createDirectories(RunDirectory.numbered(logdir, number).path());
      marks(logdir, number).ping(new Ping("other", time.now().minus(age)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertPing(ClaimedRun run, Duration age) throws IOException {
    try {
      Ping ping = run.directory().marks().ping().orElseThrow();
      assertTrue(ping.worker().startsWith("worker "), ping.worker());
      assertEquals(age, ping.age(time.now()));
    } catch (UnreadablePing e) {
      throw new IOException(e);
    }
  }

  private String refused(Experiment experiment) {
    return assertThrows(UsageException.class, () -> experiment.work(work)).getMessage();
  }

  private static RunMarks marks(Path folder, int number) {
    return RunDirectory.numbered(folder, number).marks();
  }

  private Experiment worker(int runs, Duration pingEvery) {
    return experiment(logdir, runs, true, pingEvery, new Random(0));
  }

  private Experiment experiment(
      Path folder, int runs, boolean resume, Duration pingEvery, Random random) {
    return new Experiment(
        folder,
        new Experiment.Options(runs, resume, pingEvery),
        new Experiment.Surroundings("worker " + System.nanoTime(), random, time, log::add));
  }
}
