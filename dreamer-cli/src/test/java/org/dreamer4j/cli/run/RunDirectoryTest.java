package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
  void runHasOneOwnerAtATime() throws IOException {
    RunDirectory run = RunDirectory.in(logdir);
    try (RunClaim claim = run.claim()) {
      assertNotNull(claim);
      String message = assertThrows(UsageException.class, run::claim).getMessage();
      assertEquals(
          "process "
              + ProcessHandle.current().pid()
              + " is writing "
              + run.path()
              + "; wait for it or use another --logdir",
          message);
    }
    run.claim().close();
  }

  @Test
  void folderBelowAFileCannotBeARun() throws IOException {
    Path file = Files.writeString(logdir.resolve("file"), "x");
    String message =
        assertThrows(UsageException.class, () -> RunDirectory.in(file.resolve("sub")).claim())
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
    try (RunClaim claim = run.claim()) {
      return claim.settle(given);
    }
  }

  private RunDirectory claimed() throws IOException {
    RunDirectory run = RunDirectory.in(logdir);
    run.claim().close();
    return run;
  }

  private static String refused(RunDirectory run, String params) {
    Parameters given = Parameters.parse(params);
    return assertThrows(UsageException.class, () -> settle(run, Optional.of(given))).getMessage();
  }
}
