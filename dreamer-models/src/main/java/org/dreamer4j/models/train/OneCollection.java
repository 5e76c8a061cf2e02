package org.dreamer4j.models.train;

import java.util.List;
import org.dreamer4j.core.config.CollectConfig;
import org.dreamer4j.core.config.CollectPlan;
import org.dreamer4j.core.config.DreamerConfig;

/** What a configuration may ask for where there is one collector for each phase. */
final class OneCollection {
  private static final String MEND =
      "; make Trainer.Surroundings with a Simulation for each, or take that key out";

  private OneCollection() {}

  /**
   * Refuses what would be ignored.
   *
   * @throws IllegalArgumentException naming the key
   */
  static void check(DreamerConfig config) {
    int tasks = config.task().tasks().size();
    if (tasks > 1) {
      throw new IllegalArgumentException("tasks has " + tasks + " names, one is collected" + MEND);
    }
    check("train_collects", config.schedule().trainCollects(), CollectPlan.train(config));
    check("test_collects", config.schedule().testCollects(), CollectPlan.test(config));
    if (!config.schedule().seedEpisodeRewards()) {
      throw new IllegalArgumentException(
          "seed_episode_rewards: false marks episodes before they are kept, which a collector of"
              + " one's own does not");
    }
  }

  private static void check(String key, List<CollectConfig> entries, List<CollectPlan> plans) {
    if (entries.size() > 1) {
      throw new IllegalArgumentException(
          key + " has " + entries.size() + " entries, there is one collector" + MEND);
    }
    CollectPlan only = plans.get(0);
    if (!only.giveRewards() || only.saveEpisodeDir().isPresent()) {
      throw new IllegalArgumentException(
          key
              + ": give_rewards and save_episode_dir settle how episodes are kept, which a collector"
              + " of one's own does by itself; take them out");
    }
  }
}
