package org.dreamer4j.models.train;

import java.util.List;
import org.dreamer4j.core.config.CollectPlan;
import org.dreamer4j.core.config.ScheduleConfig;
import org.dreamer4j.models.TrainingState;

/**
 * How far collecting is.
 *
 * @param collections that are complete, random episodes before training not counted
 * @param begunEpisodes episodes of a collection that was cut short, the newest on disk
 * @param begunSteps agent steps in them
 */
record Collected(long collections, int begunEpisodes, long begunSteps) {
  /** Before anything was collected. */
  static final Collected NONE = new Collected(0, 0, 0);

  /**
   * What was collected up to now, found by applying the rule by which collections end to the
   * episodes that are newer than a checkpoint.
   *
   * @param saved counters of the checkpoint
   * @param agentSteps actions in every training episode so far, the newest last
   */
  static Collected since(
      TrainingState saved, List<Integer> agentSteps, ScheduleConfig schedule, CollectPlan plan) {
    int episodes = agentSteps.size();
    int known = (int) Math.min(episodes, saved.episodes());
    // A checkpoint may be older than the last of the random episodes, which are no collection.
    int first = Math.max(known, seedEpisodes(agentSteps, schedule));
    Collected collected = new Collected(saved.collections(), 0, 0);
    for (int steps : agentSteps.subList(first, episodes)) {
      collected = collected.with(steps, plan);
    }
    return collected;
  }

  /** Random episodes among the first ones. */
  private static int seedEpisodes(List<Integer> agentSteps, ScheduleConfig schedule) {
    int episodes = 0;
    long steps = 0;
    while (episodes < agentSteps.size()
        && (episodes < schedule.numSeedEpisodes() || steps < schedule.numSeedSteps())) {
      steps += agentSteps.get(episodes);
      episodes++;
    }
    return episodes;
  }

  private Collected with(int steps, CollectPlan plan) {
    Collected more = new Collected(collections, begunEpisodes + 1, begunSteps + steps);
    boolean ends = more.begunEpisodes >= plan.episodes() && more.begunSteps >= plan.steps();
    return ends ? more.completed() : more;
  }

  /** With the collection under way complete. */
  Collected completed() {
    return new Collected(collections + 1, 0, 0);
  }

  /** Fewest episodes that complete the collection under way. */
  int missingEpisodes(CollectPlan plan) {
    return Math.max(1, plan.episodes() - begunEpisodes);
  }

  /** Fewest agent steps that complete the collection under way. */
  int missingSteps(CollectPlan plan) {
    return (int) Math.max(0, plan.steps() - begunSteps);
  }
}
