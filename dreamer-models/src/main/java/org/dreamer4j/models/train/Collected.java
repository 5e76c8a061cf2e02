package org.dreamer4j.models.train;

import java.util.List;
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
  static Collected since(TrainingState saved, List<Integer> agentSteps, ScheduleConfig schedule) {
    int episodes = agentSteps.size();
    int known = (int) Math.min(episodes, saved.episodes());
    // A checkpoint may be older than the last of the random episodes, which are no collection.
    int first = Math.max(known, seedEpisodes(agentSteps, schedule));
    Collected collected = new Collected(saved.collections(), 0, 0);
    for (int steps : agentSteps.subList(first, episodes)) {
      collected = collected.with(steps, schedule);
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

  private Collected with(int steps, ScheduleConfig schedule) {
    Collected more = new Collected(collections, begunEpisodes + 1, begunSteps + steps);
    boolean ends =
        more.begunEpisodes >= schedule.episodesPerCollection()
            && more.begunSteps >= schedule.collectSteps();
    return ends ? more.completed() : more;
  }

  /** With the collection under way complete. */
  Collected completed() {
    return new Collected(collections + 1, 0, 0);
  }

  /** Fewest episodes that complete the collection under way. */
  int missingEpisodes(ScheduleConfig schedule) {
    return Math.max(1, schedule.episodesPerCollection() - begunEpisodes);
  }

  /** Fewest agent steps that complete the collection under way. */
  int missingSteps(ScheduleConfig schedule) {
    return (int) Math.max(0, schedule.collectSteps() - begunSteps);
  }
}
