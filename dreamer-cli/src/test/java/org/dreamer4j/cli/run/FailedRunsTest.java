package org.dreamer4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the failure of a run, and what only of the place it lies in. */
class FailedRunsTest {
  @TempDir private Path logdir;

  private final List<Boolean> resumed = new ArrayList<>();

  /** What is done with a run. */
  private interface Act {
    void on(ClaimedRun run) throws IOException;
  }

  private final class Once implements Work {
    private final Act act;

    Once(Act act) {
      this.act = act;
    }

    @Override
    public boolean lengthens(RunDirectory run) {
      return false;
    }

    @Override
    public boolean perform(ClaimedRun run) throws IOException {
      resumed.add(run.isResumed());
      act.on(run);
      return true;
    }
  }

  private void work(Act act) throws IOException, RunFailure {
    new Experiment(logdir, new Experiment.Options(1, true, Duration.ZERO), line -> {})
        .work(new Once(act));
  }

  private Throwable causeOf(Act act) {
    return assertThrows(RunFailure.class, () -> work(act)).getCause();
  }

  private RunMarks marks() {
    return RunDirectory.numbered(logdir, 1).marks();
  }

  @Test
  void filesThatCannotBeWrittenLeaveARunThatGoesOn() throws Exception {
    IOException full = new IOException("No space left on device");
    UncheckedIOException figures = new UncheckedIOException(full);
    assertSame(
        full,
        causeOf(
            run -> {
              throw full;
            }));
    assertSame(
        figures,
        causeOf(
            run -> {
              throw figures;
            }));
    assertFalse(marks().isDone());
    assertFalse(marks().hasFailed());

    work(run -> {});
    assertEquals(List.of(false, true, true), resumed);
    assertTrue(marks().isDone());
  }

  @Test
  void aMarkThatCannotBeWrittenDoesNotHideTheFailure() {
    IllegalStateException failure = new IllegalStateException("out of order");
    Throwable cause =
        causeOf(
            run -> {
              Files.createDirectories(run.directory().path().resolve("FAIL/in the way"));
              throw failure;
            });
    assertSame(failure, cause);
    assertEquals(1, cause.getSuppressed().length);
  }
}
