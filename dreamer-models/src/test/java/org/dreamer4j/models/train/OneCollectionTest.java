package org.dreamer4j.models.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.Collector;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.Tiny;
import org.junit.jupiter.api.Test;

class OneCollectionTest {
  private static final Collector NOTHING = (policy, episodes, steps) -> List.of();

  private static Trainer.Surroundings around(Map<String, ?> values) {
    DreamerConfig config = Tiny.config(values);
    Batch batch = Tiny.batch(config, 1);
    return Trainer.Surroundings.of(config, () -> batch, NOTHING, NOTHING, (steps, figures) -> {});
  }

  private static String refusal(Map<String, ?> values) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> around(values)).getMessage());
  }

  @Test
  void oneTaskWithOneCollectionOfEachPhaseIsTaken() {
    Trainer.Surroundings around =
        around(Map.of("tasks", List.of("own"), "train_collects", List.of(Map.of("num_steps", 9))));
    assertEquals("own", around.train().get(0).task());
    assertEquals(9, around.train().get(0).plan().steps());
    assertEquals(1, around.test().size());
  }

  @Test
  void whatOneCollectorCannotDoIsRefusedByItsKey() {
    List<Map<String, ?>> two = List.of(Map.of(), Map.of("name", "other"));
    for (String key : List.of("train_collects", "test_collects")) {
      String message = refusal(Map.of(key, two));
      assertTrue(message.startsWith(key + " has 2 entries, there is one collector; "), message);
      for (Map<String, ?> entry :
          List.of(Map.of("give_rewards", false), Map.of("save_episode_dir", "elsewhere"))) {
        String kept = refusal(Map.of(key, List.of(entry)));
        assertTrue(kept.startsWith(key + ": give_rewards and save_episode_dir "), kept);
      }
    }
    String tasks = refusal(Map.of("tasks", List.of("one", "two")));
    assertTrue(tasks.startsWith("tasks has 2 names, one is collected; "), tasks);
    String seeds = refusal(Map.of("seed_episode_rewards", false));
    assertTrue(seeds.startsWith("seed_episode_rewards: false "), seeds);
  }
}
