package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts real training processes, and lets the same command go on; kills: CrashIT. */
@Timeout(600)
class TrainResumeIT {
  private static final long ENDLESS = 10_000_000;

  @TempDir private Path folder;

  /** What a test waits for before it ends a training. */
  private interface Sight {
    boolean isThere() throws IOException;
  }

  @Test
  void interruptedTrainingSavesAndSaysHowToGoOn() throws Exception {
    for (String signal : List.of(ChildProcess.interrupt(), "TERM")) {
      try (ChildProcess child = train(ENDLESS)) {
        await(child, newLinesReach(3));
        child.signal(signal);
        assertEquals(ChildProcess.exitCode(signal), child.exitCode());
        assertTrue(child.out().contains("Stopped after"), child.out());
        assertTrue(
            child.out().contains("dreamer train --logdir " + folder.resolve("logdir")),
            child.out());
        assertTrue(
            child.out().contains(" and " + run().savedUpdates() + " updates; saved in"),
            child.out() + run().savedUpdates());
        assertHealthy(child);
      }
      assertEquals(
          Files.readString(run().path().resolve(MetricsFile.NAME)).lines().count(), lines());
    }
  }

  private ChildProcess train(long maxSteps) throws IOException {
    String keys = "conv_depth: 2, checkpoint_every: 20";
    return CrashedRun.train(List.of(), folder, folder.resolve("logdir"), keys, maxSteps);
  }

  private static void await(ChildProcess child, Sight sight) throws Exception {
    while (!sight.isThere()) {
      assertFalse(child.ends(5), () -> "training ended early");
    }
  }

  private Sight newLinesReach(int count) throws IOException {
    int before = lines();
    return () -> lines() >= before + count;
  }

  /** TensorFlow and newer JVMs may warn; nothing else may be said. */
  private static void assertHealthy(ChildProcess child) throws IOException {
    for (String sign : List.of("\tat ", "Exception in thread", "dreamer train")) {
      assertFalse(child.err().contains(sign), child.err());
    }
  }

  private int lines() throws IOException {
    return run().metrics().size();
  }

  private CrashedRun run() {
    return new CrashedRun(folder.resolve("logdir/00001"));
  }
}
