package org.dreamer4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.dreamer4j.core.config.CollectPlan;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.TrainingState;
import org.junit.jupiter.api.Test;

/**
 * Two simulations and batches of 2 sequences: {@code main} collects an episode after 3 updates and
 * every 3, {@code far} two episodes after 2 updates and every 4, until update 20.
 */
class CollectedTest {
  private static final int BATCH = 2;
  private static final int SEEDS = 3;

  private final DreamerConfig config = config(Map.of());
  private final Collected collected = new Collected(CollectPlan.train(config), BATCH);

  private static DreamerConfig config(Map<String, ?> more) {
    Map<String, Object> far = new HashMap<>(more);
    far.putAll(
        Map.of(
            "name",
            "far",
            "num_episodes",
            2,
            "steps_after",
            4,
            "steps_every",
            8,
            "steps_until",
            41));
    return DreamerConfig.resolve(
        Map.of(
            "num_seed_episodes", SEEDS,
            "num_seed_steps", 1,
            "collect_every", 6,
            "collect_steps", 1,
            "train_collects", List.of(Map.of(), far)));
  }

  private static List<Integer> episodes(int count) {
    return Collections.nCopies(count, 5);
  }

  /** Who has to collect after an update, e.g. {@code main far far}. */
  private String due(long updates) {
    List<String> due = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      while (collected.isDue(i, updates)) {
        due.add(i == 0 ? "main" : "far");
        collected.completed(i);
      }
    }
    return String.join(" ", due);
  }

  private void resume(long collections, int counted, long updates, int onDisk) {
    TrainingState saved = new TrainingState(collections, counted);
    collected.resume(saved, updates, episodes(onDisk), SEEDS);
  }

  @Test
  void simulationsCollectByTheirPlans() {
    List<String> first = LongStream.rangeClosed(0, 7).mapToObj(this::due).toList();
    assertEquals(List.of("", "", "far", "main", "", "", "main far", ""), first);
    assertEquals(4, collected.collections());
    assertEquals("main main main main main far far far", due(21));
    assertEquals("main", due(24));
  }

  @Test
  void theNumberOfAllTellsHowManyEachHasMade() {
    // After update 6: far 2, main 3, main 6, far 6.
    List<String> missing = new ArrayList<>();
    for (int made = 0; made <= 4; made++) {
      CollectedTest other = new CollectedTest();
      other.resume(made, SEEDS, 6, SEEDS);
      missing.add(other.due(6));
    }
    assertEquals(List.of("main main far far", "main main far", "main far", "far", ""), missing);
  }

  @Test
  void collectionsNewerThanTheCheckpointAreThoseThatCameNext() {
    // A checkpoint after update 1; then far (2 episodes), main and main (1 each) reached the disk.
    resume(0, SEEDS, 1, SEEDS + 4);
    assertEquals(3, collected.collections());
    assertEquals(List.of("", "", "far"), List.of(due(2), due(3), due(6)));
  }

  @Test
  void collectionsAheadOfTheCheckpointsUpdatesStayMade() {
    // As before, and saved again before update 2.
    resume(3, SEEDS + 4, 1, SEEDS + 4);
    assertEquals(List.of("", "", "far"), List.of(due(2), due(3), due(6)));
  }

  @Test
  void aCollectionThatWasCutShortIsCompletedByItsSimulation() {
    // far and main, then main, then one of two episodes of far.
    resume(0, SEEDS, 1, SEEDS + 5);
    assertEquals(1, collected.begunEpisodes());
    assertFalse(collected.isDue(0, 6));
    assertTrue(collected.isDue(1, 6));
    assertEquals(1, collected.missingEpisodes(1));
    collected.completed(1);
    assertEquals(2, collected.missingEpisodes(1));
  }

  @Test
  void checkpointsThatDidNotCountSeveralAreTakenAsUpToDate() {
    resume(0, SEEDS + 6, 7, SEEDS + 6);
    assertEquals("", due(7));
    assertEquals(4, collected.collections());
    assertEquals("main", due(9));
  }

  @Test
  void nobodyCollectsWhatNoPlanAsksFor() {
    Map<String, ?> never = Map.of("collect_every", 6, "train_collects", List.of(until(7)));
    Collected ended = new Collected(CollectPlan.train(DreamerConfig.resolve(never)), BATCH);
    ended.resume(new TrainingState(Long.MAX_VALUE, 9), 1, episodes(9), 0);
    assertEquals(1, ended.collections());
    assertEquals(0, ended.begunEpisodes());
    ended.resume(new TrainingState(-5, 0), 3, List.of(), 0);
    assertEquals(0, ended.collections());
  }

  private static Map<String, ?> until(int sequences) {
    return Map.of("steps_until", sequences);
  }

  @Test
  void episodesTellNothingWhereSomeLieElsewhere() {
    DreamerConfig elsewhere = config(Map.of("save_episode_dir", "far_episodes"));
    Collected other = new Collected(CollectPlan.train(elsewhere), BATCH);
    other.resume(new TrainingState(1, SEEDS + 2), 2, episodes(SEEDS + 3), SEEDS);
    assertEquals(1, other.collections());
  }

  @Test
  void everyTaskHasRandomEpisodesOfItsOwn() {
    assertEquals(2 * SEEDS, Collected.seeds(episodes(20), config.schedule(), 2));
    assertEquals(4, Collected.seeds(episodes(4), config.schedule(), 2));
  }
}
