package org.dreamer4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Tiny;
import org.dreamer4j.models.train.RecordedRun.Hook;
import org.dreamer4j.models.train.Trainer.Replayed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of 12 updates with batches of 2, in which two simulations collect after the same ones. */
class SeveralSimulationsTest {
  private static final String MAIN = "train agent 1 1";
  private static final String FAR = "train_far agent 1 1";
  private static final String TEST = "test agent 1 1";

  @TempDir Path folder;

  /** Trains on this test's folder until the hook ends it. */
  private RecordedRun train(int collectEvery, int episodes, Hook hook) throws IOException {
    Map<String, Object> keys = new HashMap<>();
    keys.put("num_seed_episodes", 2);
    keys.put("num_seed_steps", 8);
    keys.put("collect_every", collectEvery);
    keys.put("collect_steps", 1);
    keys.put("train_steps", 8);
    keys.put("test_steps", 1);
    keys.put("checkpoint_every", 2);
    keys.put("max_steps", 24);
    keys.put("train_collects", List.of(Map.of(), Map.of("name", "far")));
    Replayed replayed = new Replayed(Collections.nCopies(episodes, RecordedRun.STEPS));
    try (DreamerAgent agent = Tiny.agent(keys)) {
      RecordedRun run = new RecordedRun(agent, folder, replayed, hook);
      run.trainer().run();
      return run;
    }
  }

  private void kill(int collectEvery, String at) {
    assertThrows(RecordedRun.Killed.class, () -> train(collectEvery, 0, Hook.killAt(at)));
  }

  @Test
  void whatAStopLeftOutstandingIsMadeUp() throws IOException {
    // The first of two simulations has collected.
    RecordedRun stopped = train(6, 0, Hook.stopAt("train"));
    assertEquals(List.of(MAIN), stopped.requests.subList(2, stopped.requests.size()));

    RecordedRun run = train(6, 3, Hook.stopAt("update 7"));
    assertEquals(List.of("train", "update 4"), run.events.subList(0, 2));
    assertEquals(List.of(FAR, TEST, MAIN, FAR), run.requests);
  }

  @Test
  void whatIsDueWhenACheckpointIsSavedIsMadeUp() throws IOException {
    kill(16, "model.ckpt-16");

    RecordedRun run = train(16, 2, Hook.stopAt("update 9"));
    assertEquals(List.of(MAIN, FAR), run.requests);
    assertEquals(List.of("train", "train", "update 9"), run.events.subList(0, 3));
  }

  @Test
  void whatSeveralCollectedAfterTheCheckpointIsNotCollectedAgain() throws IOException {
    kill(6, "update 7");

    // Of update 6, the first simulation's episode alone reached the disk.
    RecordedRun run = train(6, 2 + 3, Hook.stopAt("update 7"));
    assertEquals(List.of(TEST, FAR), run.requests);
  }
}
