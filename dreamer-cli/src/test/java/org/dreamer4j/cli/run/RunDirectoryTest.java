package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dreamer4j.core.TemporaryFolder;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  private static final Parameters DUMMY =
      Parameters.parse("{defaults: [dreamer, debug], tasks: [dummy]}");

  @TempDir private Path logdir;

  @Test
  void newRunKeepsItsParametersInNumberedFolder() throws IOException {
    RunDirectory run = claimed();
    DreamerConfig config = settle(run, Optional.of(DUMMY));
    assertEquals(logdir.resolve("00001"), run.path());
    assertEquals("dummy", config.task().task());
    assertEquals(Optional.of(config), run.stored());
    assertEquals(run, RunDirectory.in(run.path()));
  }

  @Test
  void sameCommandGoesOn() throws IOException {
    RunDirectory run = claimed();
    DreamerConfig config = settle(run, Optional.of(DUMMY));
    assertEquals(config, settle(run, Optional.of(DUMMY)));
  }

  @Test
  void runGoesOnAsItIsWithoutParameters() throws IOException {
    RunDirectory run = claimed();
    DreamerConfig config = settle(run, Optional.of(DUMMY));
    assertEquals(config, settle(run, Optional.empty()));
  }

  @Test
  void longerRunIsTakenOverForLater() throws IOException {
    RunDirectory run = claimed();
    DreamerConfig before = settle(run, Optional.of(DUMMY));
    DreamerConfig after = settle(run, Optional.of(Parameters.parse("{max_steps: 9000}")));
    assertEquals(9000, after.schedule().maxSteps());
    assertEquals(before.model(), after.model());
    assertEquals(after, settle(run, Optional.empty()));
  }

  @Test
  void otherTaskIsRefused() throws IOException {
    RunDirectory run = claimed();
    settle(run, Optional.of(DUMMY));
    assertEquals(
        run.path() + " holds a run of task [dummy], not [cheetah_run]; use another --logdir",
        refused(run, "{tasks: [cheetah_run]}"));
  }

  @Test
  void otherSizeIsRefused() throws IOException {
    RunDirectory run = claimed();
    settle(run, Optional.of(DUMMY));
    assertEquals(
        run.path() + " holds a run with model_size 10, not 200; use another --logdir",
        refused(run, "{defaults: [dreamer, debug], tasks: [dummy], model_size: 200}"));
  }

  @Test
  void aFolderThatWasMovedIsNoLongerWritten() throws IOException {
    RunDirectory run = RunDirectory.in(logdir);
    Path elsewhere = logdir.resolve("elsewhere");
    try (RunClaim claim = run.tryClaim().orElseThrow()) {
      claim.requireHeld();
      Files.move(run.path(), elsewhere);
      assertTrue(lost(claim).startsWith(run.path() + " was moved or removed while"), lost(claim));
      try (RunClaim other = run.tryClaim().orElseThrow()) {
        other.requireHeld();
        assertTrue(lost(claim).contains("another is in its place"), lost(claim));
        assertEquals(
            Optional.empty(), new RunDirectory(elsewhere).tryClaim(), "the lock went with it");
      }
      new TemporaryFolder(run.path()).close();
      Files.move(elsewhere, run.path());
      claim.requireHeld();
    }
  }

  private static String lost(RunClaim claim) {
    String message = assertThrows(IOException.class, claim::requireHeld).getMessage();
    assertEquals(1, message.lines().count());
    return message;
  }

  @Test
  void runHasOneOwnerAtATime() throws IOException {
    RunDirectory run = RunDirectory.in(logdir);
    try (RunClaim claim = run.tryClaim().orElseThrow()) {
      assertNotNull(claim);
      assertEquals(Optional.empty(), run.tryClaim());
      assertEquals("process " + ProcessHandle.current().pid(), run.owner());
    }
    run.tryClaim().orElseThrow().close();
  }

  @Test
  void marksOfAnyLengthAreReadToTheirBeginning() throws IOException {
    RunDirectory run = new RunDirectory(logdir);
    for (String mark : List.of("PING", "lock")) {
      try (RandomAccessFile sparse = new RandomAccessFile(logdir.resolve(mark).toFile(), "rw")) {
        sparse.setLength(3L << 30);
      }
    }
    assertEquals("another process", run.owner());
    assertThrows(UnreadablePing.class, () -> run.marks().ping());
    Files.writeString(run.lock(), "\u001b[2J\n");
    assertEquals("another process", run.owner());
  }

  @Test
  void numberedRunHasASeedOfItsOwn() throws IOException {
    Parameters given = Parameters.parse("{defaults: [dreamer, debug], tasks: [dummy], seed: 5}");
    RunDirectory third = RunDirectory.numbered(logdir, 3);
    assertEquals("00003", third.name());
    assertEquals(7, settle(third, Optional.of(given)).task().seed());
    assertEquals(7, third.stored().orElseThrow().task().seed());
    assertEquals(7, settle(third, Optional.of(given)).task().seed(), "the same command goes on");
    assertEquals(7, settle(RunDirectory.in(third.path()), Optional.of(given)).task().seed());
    assertEquals(5, settle(RunDirectory.in(logdir), Optional.of(given)).task().seed());
    assertEquals(
        third.path() + " holds a run with seed 7, not 8; use another --logdir",
        refused(third, "{defaults: [dreamer, debug], tasks: [dummy], seed: 6}"));
  }

  @Test
  void folderOfAnotherNameIsTheFirstRun() {
    assertEquals(1, new RunDirectory(logdir.resolve("walker")).number());
    assertEquals(1, new RunDirectory(logdir.resolve("00000")).number());
    assertEquals(12, new RunDirectory(logdir.resolve("00012")).number());
  }

  @Test
  void settledConfigurationIsNotKeptBeforeItIsKnownToRun() throws IOException {
    RunDirectory run = RunDirectory.in(logdir);
    try (RunClaim claim = run.tryClaim().orElseThrow()) {
      claim.settle(Optional.of(DUMMY));
      assertFalse(run.isBegun());
      claim.keep(claim.settle(Optional.of(DUMMY)));
      assertTrue(run.isBegun());
    }
  }

  @Test
  void laterEndLengthensARun() throws IOException {
    RunDirectory run = claimed();
    assertFalse(run.isLengthenedBy(DUMMY), "there is none");
    settle(run, Optional.of(DUMMY));
    assertFalse(run.isLengthenedBy(DUMMY));
    assertFalse(run.isLengthenedBy(Parameters.parse("{max_steps: 400}")));
    assertFalse(run.isLengthenedBy(Parameters.parse("{test_episodes: 4}")));
    assertTrue(run.isLengthenedBy(Parameters.parse("{max_steps: 501}")));
    assertFalse(run.isLengthenedBy(Parameters.parse("{max_env_steps: 9000}")), "an earlier end");
  }

  @Test
  void laterEndInEnvStepsLengthensARunToo() throws IOException {
    RunDirectory run = claimed();
    settle(run, Optional.of(Parameters.QUICK_START));
    assertTrue(run.isLengthenedBy(Parameters.parse("{max_env_steps: 15001}")));
    assertTrue(run.isLengthenedBy(Parameters.parse("{max_env_steps: 0}")), "no end at all");
    assertFalse(run.isLengthenedBy(Parameters.parse("{max_env_steps: 14999}")));
    assertFalse(run.isLengthenedBy(Parameters.QUICK_START));
  }

  @Test
  void headThatWasAtItsDefaultIsNamed() throws IOException {
    RunDirectory run = claimed();
    settle(run, Optional.of(DUMMY));
    assertEquals(
        run.path() + " holds a run with pcont_layers at its default, not 7; use another --logdir",
        refused(run, "{pcont_layers: 7}"));
  }

  @Test
  void folderBelowAFileCannotBeARun() throws IOException {
    Path file = Files.writeString(logdir.resolve("file"), "x");
    String message =
        assertThrows(UsageException.class, () -> RunDirectory.in(file.resolve("sub")).tryClaim())
            .getMessage();
    assertTrue(message.startsWith("cannot write logdir " + file), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void failureIsKeptWithItsStackTrace() throws IOException {
    RunDirectory run = claimed();
    Path log = run.record(new IllegalStateException("because"));
    String text = Files.readString(log);
    assertTrue(text.contains("IllegalStateException: because"), text);
    assertTrue(text.contains("\tat "), text);
  }

  private static DreamerConfig settle(RunDirectory run, Optional<Parameters> given)
      throws IOException {
    try (RunClaim claim = run.tryClaim().orElseThrow()) {
      DreamerConfig config = claim.settle(given);
      claim.keep(config);
      return config;
    }
  }

  private RunDirectory claimed() throws IOException {
    RunDirectory run = RunDirectory.in(logdir);
    run.tryClaim().orElseThrow().close();
    return run;
  }

  private static String refused(RunDirectory run, String params) {
    Parameters given = Parameters.parse(params);
    return assertThrows(UsageException.class, () -> settle(run, Optional.of(given))).getMessage();
  }
}
