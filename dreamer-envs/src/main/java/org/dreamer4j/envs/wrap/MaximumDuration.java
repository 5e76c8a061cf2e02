package org.dreamer4j.envs.wrap;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TimeStep;

/**
 * Ends an episode after a number of agent steps. This is a time limit: pcont stays 1 unless the
 * task itself ended with that step. Source: google-research/dreamer wrappers.py, MaximumDuration.
 */
public final class MaximumDuration extends Wrapper {
  private final int agentSteps;
  private int taken;
  private boolean ended;

  /**
   * Limits the length of episodes.
   *
   * @param inner the environment, closed with this one
   * @param agentSteps most agent steps of an episode
   * @throws IllegalArgumentException if that is below 1
   */
  public MaximumDuration(Environment inner, int agentSteps) {
    super(inner);
    if (agentSteps < 1) {
      throw new IllegalArgumentException("maximum length must be at least 1, got " + agentSteps);
    }
    this.agentSteps = agentSteps;
  }

  @Override
  public TimeStep reset() {
    TimeStep step = inner.reset();
    taken = 0;
    ended = false;
    return step;
  }

  @Override
  public TimeStep step(float[] action) {
    if (ended) {
      throw new IllegalStateException(
          "the episode ended after " + agentSteps + " steps; call reset() first");
    }
    TimeStep step = inner.step(action);
    taken++;
    ended = taken >= agentSteps;
    if (ended && !step.last()) {
      return TimeStep.truncation(step.observation(), step.reward());
    }
    return step;
  }
}
