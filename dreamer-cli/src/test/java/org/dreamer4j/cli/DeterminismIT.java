package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.replay.EpisodeStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same seed, configuration and machine, on one thread: the same figures and weights. Processes
 * differ in where things lie in memory and in the order of hashes; so each training has its own.
 */
class DeterminismIT {
  private static final int UPDATES = 200;

  @TempDir private Path folder;

  @Test
  void twoTrainingsOfOneSeedHaveTheSameFiguresAndWeights() throws Exception {
    List<String> first = figures("first", 7, UPDATES);
    assertTrue(first.size() > UPDATES / 2, first.size() + " lines");
    assertTrue(first.get(first.size() - 1).contains("\"updates\":" + UPDATES), "the whole way");
    List<String> second = figures("second", 7, UPDATES);
    assertSameEpisodes("first", "second");
    assertEquals(String.join("\n", first), String.join("\n", second));
    Path weights = weights("first");
    assertEquals(-1, Files.mismatch(weights, weights("second")));
    List<String> other = figures("other", 8, 3);
    assertNotEquals(first.subList(0, other.size()), other);
  }

  /** All lines of a training, without what depends on the time. */
  private List<String> figures(String name, int seed, int updates) throws Exception {
    Path logdir = folder.resolve(name);
    String params =
        "{defaults: [dreamer, debug], tasks: [dummy], conv_depth: 2, imagination_horizon: 3,"
            + " max_steps: %d, seed: %d}".formatted(5 * updates, seed);
    String[] arguments = {
      "train",
      "--quiet",
      "--tensorboard",
      "False",
      "--threads",
      "1",
      "--device",
      "cpu",
      "--logdir",
      logdir.toString(),
      "--params",
      params
    };
    try (ChildProcess child = ChildProcess.start(folder, Main.class, arguments)) {
      assertEquals(0, child.exitCode(), child.err());
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode line : new CrashedRun(logdir.resolve("00001")).metrics()) {
      ObjectNode figures = (ObjectNode) line;
      figures.remove(List.of("time", "updates_per_second"));
      List<String> names = new ArrayList<>();
      figures.fieldNames().forEachRemaining(names::add);
      names.removeIf(key -> !key.startsWith("share_"));
      lines.add(figures.remove(names).toString());
    }
    return lines;
  }

  /** All variables after the last update, those of the optimizers included. */
  private Path weights(String name) {
    return folder.resolve(name + "/00001/model.ckpt-" + 5 * UPDATES + ".data-00000-of-00001");
  }

  /** Rows, actions with their noise included. */
  private void assertSameEpisodes(String one, String other) throws IOException {
    EpisodeStore expected = EpisodeStore.open(folder.resolve(one + "/00001/train_episodes"));
    EpisodeStore actual = EpisodeStore.open(folder.resolve(other + "/00001/train_episodes"));
    assertEquals(expected.episodes(), actual.episodes());
    for (int i = 0; i < expected.episodes(); i++) {
      Map<String, Array> rows = expected.load(expected.files().get(i)).orElseThrow().arrays();
      Map<String, Array> again = actual.load(actual.files().get(i)).orElseThrow().arrays();
      for (String key : rows.keySet()) {
        assertArrayEquals(
            rows.get(key).toFloats(), again.get(key).toFloats(), key + " of episode " + i);
      }
    }
  }
}
