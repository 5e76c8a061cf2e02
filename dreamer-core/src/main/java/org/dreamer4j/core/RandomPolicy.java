package org.dreamer4j.core;

import java.util.SplittableRandom;

/** Draws every action uniformly from the action's bounds, as the seed episodes are collected. */
public final class RandomPolicy implements Policy<RandomPolicy.None> {
  /** This policy remembers nothing. */
  public enum None {
    /** Nothing. */
    NONE
  }

  private final Spec action;
  private final SplittableRandom random;

  /**
   * A random policy.
   *
   * @param action bounds; infinite ones are replaced by -1 and 1
   * @param seed the same seed gives the same actions
   */
  public RandomPolicy(Spec action, long seed) {
    this.action = action;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public None initialState() {
    return None.NONE;
  }

  @Override
  public Decision<None> act(None state, Observation observation) {
    float[] values = new float[action.size()];
    if (action instanceof Spec.Box box) {
      for (int i = 0; i < values.length; i++) {
        float low = Float.isInfinite(box.low()[i]) ? -1 : box.low()[i];
        float high = Float.isInfinite(box.high()[i]) ? 1 : box.high()[i];
        values[i] = (float) (low + random.nextDouble() * (high - low));
      }
    } else {
      values[random.nextInt(values.length)] = 1;
    }
    return new Decision<>(values, state);
  }
}
