package org.dreamer4j.envs.wrap;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TimeStep;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an episode going for a number of agent steps, so that every episode is long enough to draw
 * sequences from. When the task ends earlier, its last observation is repeated with reward 0 until
 * then, and the episode ends as the task had ended. Source: google-research/dreamer wrappers.py,
 * MinimumDuration, which goes on stepping the ended task; Atari and DMLab then stand still as here.
 */
public final class MinimumDuration extends Wrapper {
  private final int agentSteps;
  private int taken;
  private @Nullable TimeStep held;

  /**
   * Stretches short episodes.
   *
   * @param inner the environment, closed with this one
   * @param agentSteps fewest agent steps of an episode
   * @throws IllegalArgumentException if that is below 1
   */
  public MinimumDuration(Environment inner, int agentSteps) {
    super(inner);
    if (agentSteps < 1) {
      throw new IllegalArgumentException("minimum length must be at least 1, got " + agentSteps);
    }
    this.agentSteps = agentSteps;
  }

  @Override
  public TimeStep reset() {
    TimeStep step = inner.reset();
    taken = 0;
    held = null;
    return step;
  }

  @Override
  public TimeStep step(float[] action) {
    TimeStep end = held;
    if (end != null) {
      return hold(action, end);
    }
    TimeStep step = inner.step(action);
    taken++;
    if (step.last() && taken < agentSteps) {
      held = step;
      return TimeStep.transition(step.observation(), step.reward());
    }
    return step;
  }

  private TimeStep hold(float[] action, TimeStep end) {
    spec().checkAction(action);
    taken++;
    if (taken < agentSteps) {
      return TimeStep.transition(end.observation(), 0);
    }
    // From here on the inner environment answers: it has ended and refuses further steps.
    held = null;
    return new TimeStep(false, true, end.observation(), 0, end.pcont());
  }

  @Override
  public void close() {
    held = null;
    inner.close();
  }
}
