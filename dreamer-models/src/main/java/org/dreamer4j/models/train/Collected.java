package org.dreamer4j.models.train;

import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.config.CollectPlan;
import org.dreamer4j.core.config.ScheduleConfig;
import org.dreamer4j.models.TrainingState;

/**
 * How far the simulations are with collecting. They collect in an order that their plans settle: by
 * the updates after which collections are due and, after the same update, as they are listed. So
 * the number of all collections tells how many each of them has made, and the episodes that are
 * newer than a checkpoint tell which collections came after it.
 */
final class Collected {
  private static final long NEVER = Long.MAX_VALUE;

  private final List<CollectPlan> plans;
  private final int batchSize;
  private final long[] made;
  private int begunEpisodes;
  private long begunSteps;

  /**
   * Before anything was collected.
   *
   * @param plans of the simulations
   * @param batchSize sequences of an update
   */
  Collected(List<CollectPlan> plans, int batchSize) {
    this.plans = plans;
    this.batchSize = batchSize;
    made = new long[plans.size()];
  }

  /**
   * Takes up what was collected up to now: what the checkpoint counts, and what is found by
   * applying the rule by which collections end to the episodes that are newer.
   *
   * @param saved counters of the checkpoint
   * @param updates of the checkpoint
   * @param agentSteps actions in every training episode so far, the newest last
   * @param seeds how many of the first episodes were random
   */
  void resume(TrainingState saved, long updates, List<Integer> agentSteps, int seeds) {
    for (int i = 0; i < made.length; i++) {
      made[i] = plans.get(i).collections(updates * batchSize, batchSize);
    }
    // Earlier versions did not count those of several: what was due counts as made.
    boolean uncounted = plans.size() > 1 && saved.collections() == 0 && saved.episodes() > seeds;
    if (!uncounted) {
      // Each that was made ahead of the checkpoint's updates has left an episode.
      goTo(Math.min(saved.collections(), collections() + agentSteps.size()));
    }
    if (plans.size() > 1 && plans.stream().anyMatch(plan -> plan.saveEpisodeDir().isPresent())) {
      return; // Episodes of some lie elsewhere: the order of these tells nothing.
    }
    // A checkpoint may be older than the last of the random episodes, which are no collection.
    int known = (int) Math.min(agentSteps.size(), Math.max(saved.episodes(), seeds));
    agentSteps.subList(known, agentSteps.size()).forEach(this::add);
  }

  /** Random episodes among the first ones. */
  static int seeds(List<Integer> agentSteps, ScheduleConfig schedule, int tasks) {
    int episodes = 0;
    long steps = 0;
    while (episodes < agentSteps.size()
        && (episodes < (long) tasks * schedule.numSeedEpisodes()
            || steps < (long) tasks * schedule.numSeedSteps())) {
      steps += agentSteps.get(episodes);
      episodes++;
    }
    return episodes;
  }

  private void goTo(long collections) {
    for (long all = collections(); all > Math.max(0, collections); all--) {
      made[last()]--;
    }
    for (long all = collections(); all < collections && next() >= 0; all++) {
      made[next()]++;
    }
  }

  private void add(int steps) {
    int turn = next();
    if (turn < 0) {
      return;
    }
    begunEpisodes++;
    begunSteps += steps;
    CollectPlan plan = plans.get(turn);
    if (begunEpisodes >= plan.episodes() && begunSteps >= plan.steps()) {
      completed(turn);
    }
  }

  /** Whose collection comes next, -1 if none does. */
  private int next() {
    int next = -1;
    long first = NEVER;
    for (int i = 0; i < made.length; i++) {
      long due = due(i, made[i] + 1);
      if (due < first) {
        first = due;
        next = i;
      }
    }
    return next;
  }

  /** Whose collection came last; some has made one. */
  private int last() {
    int last = -1;
    long latest = -1;
    for (int i = 0; i < made.length; i++) {
      if (made[i] > 0 && due(i, made[i]) >= latest) {
        latest = due(i, made[i]);
        last = i;
      }
    }
    return last;
  }

  /** Updates after which a collection is due, the first having number 1. */
  private long due(int simulation, long number) {
    long step = plans.get(simulation).due(number, batchSize);
    return step == NEVER ? NEVER : (step + batchSize - 1) / batchSize;
  }

  /** Whether a simulation has to collect after so many updates. */
  boolean isDue(int simulation, long updates) {
    return made[simulation] < plans.get(simulation).collections(updates * batchSize, batchSize);
  }

  /** With the collection under way complete, which was of this simulation. */
  void completed(int simulation) {
    made[simulation]++;
    begunEpisodes = 0;
    begunSteps = 0;
  }

  /** Collections that are complete, random episodes before training not counted. */
  long collections() {
    return Arrays.stream(made).sum();
  }

  /** Episodes of a collection that was cut short, the newest on disk. */
  int begunEpisodes() {
    return begunEpisodes;
  }

  /** Fewest episodes that complete a simulation's collection, which begins or was cut short. */
  int missingEpisodes(int simulation) {
    return Math.max(1, plans.get(simulation).episodes() - begunEpisodes);
  }

  /** Fewest agent steps that complete a simulation's collection. */
  int missingSteps(int simulation) {
    return (int) Math.max(0, plans.get(simulation).steps() - begunSteps);
  }
}
