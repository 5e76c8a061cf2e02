package org.dreamer4j.cli.metrics;

import org.dreamer4j.core.config.DreamerConfig;

/**
 * Where training ends: at whichever is reached first.
 *
 * @param updates most gradient updates
 * @param envSteps most simulator frames; 0 for no such end
 */
public record Goal(long updates, long envSteps) {
  /** The end of a configured run; every update replays one batch of sequences. */
  public static Goal of(DreamerConfig config) {
    long batch = config.data().batchSize();
    long updates = (config.schedule().maxSteps() + batch - 1) / batch;
    return new Goal(updates, config.schedule().maxEnvSteps());
  }

  /** How much is done, from 0 to 1. */
  double done(long envStepsSoFar, long updatesSoFar) {
    double byUpdates = (double) updatesSoFar / updates;
    double byEnvSteps = envSteps == 0 ? 0 : (double) envStepsSoFar / envSteps;
    return Math.min(1, Math.max(byUpdates, byEnvSteps));
  }
}
