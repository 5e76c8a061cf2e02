package org.dreamer4j.models.train;

import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.ScheduleConfig;

/**
 * When things are due, as functions of the updates so far. One update replays batch-size sequences,
 * the unit of the reference's schedule.
 */
final class Schedule {
  private final ScheduleConfig config;
  private final int batchSize;

  Schedule(DreamerConfig config) {
    this.config = config.schedule();
    this.batchSize = config.data().batchSize();
  }

  /** Test phases that should be done before the next update. */
  long tests(long updates) {
    return updates * batchSize / config.trainSteps();
  }

  /** Checkpoints that should be done before the next update. */
  long checkpoints(long updates) {
    long testSteps = config.testSteps() == 0 ? batchSize : config.testSteps();
    long every = config.checkpointEvery() == 0 ? 10 * testSteps : config.checkpointEvery();
    return tests(updates) * testSteps / every;
  }

  /** Figures that should be logged before the next update: ten times a training phase. */
  long logs(long updates) {
    return updates * batchSize / Math.max(1, config.trainSteps() / 10);
  }

  /** Part of the way to the end, 0 to 1. */
  double fraction(long updates, long envSteps) {
    double byUpdates = (double) updates * batchSize / config.maxSteps();
    double byFrames = config.maxEnvSteps() == 0 ? 0 : (double) envSteps / config.maxEnvSteps();
    return Math.min(1, Math.max(byUpdates, byFrames));
  }

  /** Whether training is over. */
  boolean isDone(long updates, long envSteps) {
    return updates * batchSize >= config.maxSteps()
        || (config.maxEnvSteps() > 0 && envSteps >= config.maxEnvSteps());
  }
}
