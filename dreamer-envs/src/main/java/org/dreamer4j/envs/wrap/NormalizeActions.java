package org.dreamer4j.envs.wrap;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/**
 * Takes actions in [-1, 1] and maps them linearly to the bounds of the environment. Elements whose
 * bounds are not both finite are passed on as they are. Source: google-research/dreamer
 * wrappers.py, NormalizeActions.
 */
public final class NormalizeActions extends Wrapper {
  private final Spec.Box original;
  private final EnvironmentSpec spec;

  /**
   * Normalizes actions.
   *
   * @param inner the environment, closed with this one
   * @throws IllegalArgumentException if its actions are discrete
   */
  public NormalizeActions(Environment inner) {
    super(inner);
    if (!(inner.spec().action() instanceof Spec.Box box)) {
      throw new IllegalArgumentException(
          "only continuous actions can be normalized, got " + inner.spec().action());
    }
    original = box;
    float[] low = box.low().clone();
    float[] high = box.high().clone();
    for (int i = 0; i < low.length; i++) {
      if (isBounded(i)) {
        low[i] = -1;
        high[i] = 1;
      }
    }
    spec = inner.spec().withAction(new Spec.Box(low, high));
  }

  private boolean isBounded(int i) {
    return Float.isFinite(original.low()[i]) && Float.isFinite(original.high()[i]);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public TimeStep step(float[] action) {
    spec.checkAction(action);
    float[] scaled = action.clone();
    for (int i = 0; i < scaled.length; i++) {
      if (isBounded(i)) {
        float low = original.low()[i];
        float high = original.high()[i];
        double value = (action[i] + 1.0) / 2 * ((double) high - low) + low;
        // Rounding to float may leave the bounds by one unit in the last place.
        scaled[i] = Math.min(Math.max((float) value, low), high);
      }
    }
    return inner.step(scaled);
  }
}
