package org.dreamer4j.envs;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.EnvironmentLostException;

/** Counts lost episodes: some are borne, but not one after another without end. */
final class Losses {
  /** So many without a whole episode in between are one too many. */
  static final int TOO_MANY = 10;

  private static final Logger LOG = LogManager.getLogger(Losses.class);

  private int inARow;

  /**
   * An episode was lost.
   *
   * @param agentSteps that it had
   * @throws EnvironmentLostException if there are too many in a row
   */
  void lost(int agentSteps, EnvironmentLostException loss) {
    inARow++;
    if (inARow >= TOO_MANY) {
      throw new EnvironmentLostException(
          inARow + " episodes in a row were lost, the last one so: " + loss.getMessage(), loss);
    }
    LOG.warn("Dropped an episode after {} agent steps: {}", agentSteps, loss.getMessage());
  }

  /** An episode ended as it should. */
  void ended() {
    inARow = 0;
  }
}
