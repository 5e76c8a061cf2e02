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
 * environment gets the first elements, clipped to its own bounds. Source: google-research/dreamer
 * wrappers.py, PadActions, where the elements are passed on without the clipping.
 */
public final class PadActions extends Wrapper {
  private final Spec.Box own;
  private final EnvironmentSpec spec;

  /**
   * Pads the actions of one environment.
   *
   * @param inner the environment, closed with this one
   * @param all the action specs of all environments, this one's included
   * @throws IllegalArgumentException if one of them is not continuous or this environment's is
   *     missing
   */
  public PadActions(Environment inner, List<? extends Spec> all) {
    super(inner);
    own = box(inner.spec().action());
    if (!all.contains(own)) {
      throw new IllegalArgumentException(
          "the action spec " + own + " of this environment is not among those to pad to");
    }
    spec = inner.spec().withAction(pad(all.stream().map(PadActions::box).toList()));
  }

  private static Spec.Box box(Spec action) {
    if (action instanceof Spec.Box box) {
      return box;
    }
    throw new IllegalArgumentException("only continuous actions can be padded, got " + action);
  }

  private static Spec.Box pad(List<Spec.Box> all) {
    int size = all.stream().mapToInt(Spec::size).max().orElse(0);
    float[] low = new float[size];
    float[] high = new float[size];
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
    for (Spec.Box box : all) {
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
    float[] sliced = Arrays.copyOf(action, own.size());
    for (int i = 0; i < sliced.length; i++) {
      sliced[i] = Math.min(Math.max(sliced[i], own.low()[i]), own.high()[i]);
    }
    return inner.step(sliced);
  }
}
