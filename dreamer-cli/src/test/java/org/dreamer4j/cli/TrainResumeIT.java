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
import java.util.Random;
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.replay.EpisodeFile;
import org.dreamer4j.replay.EpisodeStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills and interrupts real training processes, and lets the same command go on. */
@Timeout(600)
class TrainResumeIT {
  private static final int BATCH = 5;
  private static final long LAST_UPDATE = 60;
  private static final String TINY =
      "{defaults: [dreamer, debug], tasks: [dummy], conv_depth: 2, imagination_horizon: 3,"
          + " checkpoint_every: 20, max_steps: "
          + LAST_UPDATE * BATCH
          + "}";

  @TempDir private Path folder;

  @Test
  void killedTrainingGoesOnAndLosesOnlyWhatWasUnfinished() throws Exception {
    Random random = new Random();
    long episodes = 0;
    long saved = 0;
    for (int kill = 1; kill <= 4; kill++) {
      long resumedFrom = saved;
      int lines = Files.exists(metrics()) ? wholeLines().size() : 0;
      try (ChildProcess child = train()) {
        // The first kill may come at any moment of the start, the others while it trains.
        awaitLines(child, kill == 1 ? 0 : lines + 3);
        child.ends(random.nextInt(kill == 1 ? 10_000 : 1_500));
        child.kill();
        assertEquals("", withoutTensorFlow(child.err()));
      }
      assertTrue(episodesOnDisk("train_episodes") >= episodes, "episodes are never lost");
      episodes = episodesOnDisk("train_episodes");
      assertTrue(savedUpdates() >= saved, "checkpoints never go back");
      saved = savedUpdates();
      for (JsonNode line : newLines(lines)) {
        assertTrue(line.get("updates").asLong() >= resumedFrom, "behind a checkpoint: " + line);
      }
    }
    try (ChildProcess child = train()) {
      assertEquals(0, child.exitCode(), child.err());
      assertTrue(child.out().contains("Done after"), child.out());
    }
    assertEquals(LAST_UPDATE, savedUpdates());
    assertStepsNeverFall();
    assertEveryEpisodeLoads("train_episodes");
    assertEveryEpisodeLoads("test_episodes");
  }

  @Test
  void interruptedTrainingSavesAndSaysHowToGoOn() throws Exception {
    for (String signal : List.of("INT", "TERM")) {
      int lines = Files.exists(metrics()) ? wholeLines().size() : 0;
      try (ChildProcess child = train()) {
        awaitLines(child, lines + 3);
        child.signal(signal);
        assertEquals(signal.equals("INT") ? 130 : 143, child.exitCode());
        assertTrue(child.out().contains("Stopped after"), child.out());
        assertTrue(
            child.out().contains("dreamer train --logdir " + folder.resolve("logdir")),
            child.out());
        assertTrue(
            child.out().contains(" and " + savedUpdates() + " updates; saved in"),
            child.out() + savedUpdates());
        assertFalse(child.err().contains("\tat "), child.err());
      }
      assertEquals(Files.readString(metrics()).lines().count(), wholeLines().size());
    }
  }

  private ChildProcess train() throws IOException {
    String logdir = folder.resolve("logdir").toString();
    return ChildProcess.start(folder, Main.class, "train", "--logdir", logdir, "--params", TINY);
  }

  private Path run() {
    return folder.resolve("logdir/00001");
  }

  private Path metrics() {
    return run().resolve("metrics.jsonl");
  }

  private void awaitLines(ChildProcess child, int lines) throws Exception {
    while (lines > 0 && (!Files.exists(metrics()) || wholeLines().size() < lines)) {
      assertFalse(child.ends(20), () -> "training ended early");
    }
  }

  /** Every line with a line break must be a JSON object; reading fails otherwise. */
  private List<JsonNode> wholeLines() throws IOException {
    return MetricsFile.read(metrics()).lines();
  }

  private List<JsonNode> newLines(int before) throws IOException {
    if (!Files.exists(metrics())) {
      return List.of();
    }
    return wholeLines().subList(before, wholeLines().size());
  }

  private long savedUpdates() throws IOException {
    Optional<Path> latest = new CheckpointDirectory(run()).latest();
    String name = latest.map(path -> path.getFileName().toString()).orElse("model.ckpt-0");
    return Long.parseLong(name.substring("model.ckpt-".length())) / BATCH;
  }

  private int episodesOnDisk(String phase) throws IOException {
    return EpisodeStore.open(run().resolve(phase)).episodes();
  }

  private void assertEveryEpisodeLoads(String phase) throws IOException {
    EpisodeStore store = EpisodeStore.open(run().resolve(phase));
    assertTrue(store.episodes() > 0);
    for (EpisodeFile file : store.files()) {
      assertTrue(store.load(file).isPresent(), file.name());
    }
    assertFalse(Files.exists(run().resolve(phase).resolve(EpisodeStore.BROKEN)));
  }

  private void assertStepsNeverFall() throws IOException {
    long furthest = 0;
    for (JsonNode line : wholeLines()) {
      assertTrue(line.get("step").asLong() >= furthest, line.toString());
      furthest = line.get("step").asLong();
    }
  }

  private static String withoutTensorFlow(String err) {
    return String.join(
        "\n",
        err.lines().filter(line -> !line.matches("WARNING: All log.*|[IW]\\d{4} .*")).toList());
  }
}
