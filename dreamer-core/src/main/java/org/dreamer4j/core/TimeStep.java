package org.dreamer4j.core;

/**
 * What comes back from an environment: the observation and what was received on arriving at it.
 * Made by the four factories only, so that the end of a task and the end of its time cannot be
 * confused.
 *
 * @param first whether this is the reset
 * @param last whether the episode ends here
 * @param reward received on arriving at the observation; 0 at the reset
 * @param pcont 0 on a true termination, else 1 (a time limit is no termination)
 */
public record TimeStep(
    boolean first, boolean last, Observation observation, double reward, double pcont) {
  public TimeStep {
    if (first && last) {
      throw new IllegalArgumentException("a reset cannot end the episode");
    }
    if (pcont < 0 || pcont > 1) {
      throw new IllegalArgumentException("pcont must lie in [0, 1], got " + pcont);
    }
  }

  /** The reset. */
  public static TimeStep restart(Observation observation) {
    return new TimeStep(true, false, observation, 0, 1);
  }

  /** A step within an episode. */
  public static TimeStep transition(Observation observation, double reward) {
    return new TimeStep(false, false, observation, reward, 1);
  }

  /** The last step: the task itself ended, nothing follows. */
  public static TimeStep termination(Observation observation, double reward) {
    return new TimeStep(false, true, observation, reward, 0);
  }

  /** The last step because the time ran out; the task would go on. */
  public static TimeStep truncation(Observation observation, double reward) {
    return new TimeStep(false, true, observation, reward, 1);
  }

  /** The same step with another observation. */
  public TimeStep withObservation(Observation other) {
    return new TimeStep(first, last, other, reward, pcont);
  }
}
