package org.dreamer4j.envs.wrap;

import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/**
 * Gives environments with different actions one action spec, so that one agent can act in all of
 * them: as long as the longest, with the lowest low and the highest high of each element. An
 * environment gets the first elements, clipped to its own bounds; a discrete choice that it does
 * not have is its first one. Source: google-research/dreamer wrappers.py, PadActions, where the
 * elements are passed on without the clipping.
 */
public final class PadActions extends Wrapper {
  private final Spec own;
  private final EnvironmentSpec spec;

  /**
   * Pads the actions of one environment.
   *
   * @param inner the environment, closed with this one
   * @param all the action specs of all environments, this one's included
   * @throws IllegalArgumentException if some are discrete and some continuous, or this
   *     environment's is missing
   */
  public PadActions(Environment inner, List<? extends Spec> all) {
    super(inner);
    own = inner.spec().action();
    if (!all.contains(own)) {
      throw new IllegalArgumentException(
          "the action spec " + own + " of this environment is not among those to pad to");
    }
    spec = inner.spec().withAction(pad(all));
  }

  /**
   * The one spec for all.
   *
   * @param all at least one action spec
   * @throws IllegalArgumentException if some are discrete and some continuous
   */
  public static Spec pad(List<? extends Spec> all) {
    int size = all.stream().mapToInt(Spec::size).max().orElse(0);
    if (all.stream().allMatch(Spec.Discrete.class::isInstance)) {
      return new Spec.Discrete(size);
    }
    float[] low = new float[size];
    float[] high = new float[size];
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
    for (Spec action : all) {
      if (!(action instanceof Spec.Box box)) {
        throw new IllegalArgumentException(
            "discrete and continuous actions cannot be padded to one another, got " + all);
      }
      for (int i = 0; i < box.size(); i++) {
        low[i] = Math.min(low[i], box.low()[i]);
        high[i] = Math.max(high[i], box.high()[i]);
      }
    }
    return new Spec.Box(low, high);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public TimeStep step(float[] action) {
    spec.checkAction(action);
    return inner.step(own instanceof Spec.Box box ? clipped(action, box) : choice(action));
  }

  private static float[] clipped(float[] action, Spec.Box box) {
    float[] sliced = Arrays.copyOf(action, box.size());
    for (int i = 0; i < sliced.length; i++) {
      sliced[i] = Math.min(Math.max(sliced[i], box.low()[i]), box.high()[i]);
    }
    return sliced;
  }

  private float[] choice(float[] action) {
    float[] sliced = Arrays.copyOf(action, own.size());
    boolean chosen = false;
    for (float value : sliced) {
      chosen |= value > 0;
    }
    if (!chosen) {
      sliced[0] = 1;
    }
    return sliced;
  }
}
