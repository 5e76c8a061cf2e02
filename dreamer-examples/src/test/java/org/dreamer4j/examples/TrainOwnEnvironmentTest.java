package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.replay.EpisodeStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainOwnEnvironmentTest {
  @TempDir private Path folder;

  @Test
  void trainsToTheEndAndGoesOnFromThere() throws IOException {
    Progress first = train(4);

    assertEquals(4, first.updates());
    assertEquals(first.episodes(), EpisodeStore.open(folder.resolve("train_episodes")).episodes());
    assertTrue(EpisodeStore.open(folder.resolve("test_episodes")).episodes() > 0);

    Progress second = train(6);

    assertEquals(6, second.updates());
    assertTrue(second.episodes() > first.episodes(), "no episode was collected");
    assertTrue(second.episodes() < 2 * first.episodes(), "it started anew");
  }

  private Progress train(int updates) throws IOException {
    try (DreamerAgent agent =
        DreamerAgent.create(TinyRun.config(updates), Dimmer.SPEC, Execution.QUICK_START)) {
      return TrainOwnEnvironment.train(folder, agent);
    }
  }
}
