package org.dreamer4j.envs.wrap;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TimeStep;

/**
 * Executes every action several times, sums the rewards and shows the last observation. Stops early
 * when the episode ends. Source: google-research/dreamer wrappers.py, ActionRepeat.
 */
public final class ActionRepeat extends Wrapper {
  private final int amount;

  /**
   * Repeats actions.
   *
   * @param inner the environment, closed with this one
   * @param amount how often an action is executed; {@link #actionRepeat} multiplies by it
   * @throws IllegalArgumentException if the amount is below 1
   */
  public ActionRepeat(Environment inner, int amount) {
    super(inner);
    if (amount < 1) {
      throw new IllegalArgumentException("action repeat must be at least 1, got " + amount);
    }
    this.amount = amount;
  }

  @Override
  public TimeStep step(float[] action) {
    TimeStep step = inner.step(action);
    double reward = step.reward();
    for (int i = 1; i < amount && !step.last(); i++) {
      step = inner.step(action);
      reward += step.reward();
    }
    return new TimeStep(false, step.last(), step.observation(), reward, step.pcont());
  }

  @Override
  public int actionRepeat() {
    return amount * inner.actionRepeat();
  }
}
