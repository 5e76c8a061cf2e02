package org.dreamer4j.envs.wrap;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/**
 * Takes a vector in [0, 1] for a discrete action and hands on exactly one choice: its largest
 * element, the first one if there are several. Source: google-research/dreamer wrappers.py,
 * OneHotAction, which the tasks use without {@code strict}.
 */
public final class OneHotAction extends Wrapper {
  private static final float TOLERANCE = 1e-5f;

  private final boolean strict;

  /**
   * Turns vectors into choices.
   *
   * @param inner an environment with discrete actions, closed with this one
   * @param strict whether vectors that are not one-hot are refused
   * @throws IllegalArgumentException if the actions are not discrete
   */
  public OneHotAction(Environment inner, boolean strict) {
    super(inner);
    if (!(inner.spec().action() instanceof Spec.Discrete)) {
      throw new IllegalArgumentException(
          "one-hot actions need an environment with discrete actions, got "
              + inner.spec().action());
    }
    this.strict = strict;
  }

  @Override
  public TimeStep step(float[] action) {
    spec().checkAction(action);
    int choice = 0;
    for (int i = 1; i < action.length; i++) {
      if (action[i] > action[choice]) {
        choice = i;
      }
    }
    float[] oneHot = new float[action.length];
    oneHot[choice] = 1;
    if (strict) {
      checkOneHot(action, oneHot);
    }
    return inner.step(oneHot);
  }

  private static void checkOneHot(float[] action, float[] oneHot) {
    for (int i = 0; i < action.length; i++) {
      if (Math.abs(action[i] - oneHot[i]) > TOLERANCE) {
        throw new IllegalArgumentException(
            "the action is not one-hot: action[" + i + "] is " + action[i]);
      }
    }
  }
}
