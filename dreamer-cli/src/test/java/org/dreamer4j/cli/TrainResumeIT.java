package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts real training processes, and lets the same command go on; kills: CrashIT. */
@Timeout(600)
class TrainResumeIT {
  private static final int BATCH = 5;
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
            child.out().contains(" and " + savedUpdates() + " updates; saved in"),
            child.out() + savedUpdates());
        assertHealthy(child);
      }
      assertEquals(Files.readString(metrics()).lines().count(), lines());
    }
  }

  private ChildProcess train(long maxSteps) throws IOException {
    String logdir = folder.resolve("logdir").toString();
    String params =
        "{defaults: [dreamer, debug], tasks: [dummy], conv_depth: 2, imagination_horizon: 3,"
            + " checkpoint_every: 20, max_steps: "
            + maxSteps
            + "}";
    return ChildProcess.start(
        folder,
        Main.class,
        "train",
        "--tensorboard",
        "False",
        "--logdir",
        logdir,
        "--params",
        params);
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

  private Path run() {
    return folder.resolve("logdir/00001");
  }

  private Path metrics() {
    return run().resolve("metrics.jsonl");
  }

  private int lines() throws IOException {
    return wholeLines().size();
  }

  /** Every line with a line break must be a JSON object. */
  private List<JsonNode> wholeLines() throws IOException {
    if (!Files.exists(metrics())) {
      return List.of();
    }
    MetricsFile file = MetricsFile.read(metrics());
    assertEquals(List.of(), file.unreadable());
    return file.lines();
  }

  private long savedUpdates() throws IOException {
    Optional<Path> latest = new CheckpointDirectory(run()).latest();
    String name = latest.map(path -> path.getFileName().toString()).orElse("model.ckpt-0");
    return Long.parseLong(name.substring("model.ckpt-".length())) / BATCH;
  }
}
