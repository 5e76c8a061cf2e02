package org.dreamer4j.envs.wrap;

import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TimeStep;

/**
 * Stops a run whose simulation blew up before its figures reach the replay: every float observation
 * and every reward must be finite. Source: google-research/dreamer wrappers.py, ConvertTo32Bit;
 * vectors are 32 bits wide here from the start.
 */
public final class FiniteCheck extends Wrapper {
  /**
   * Checks what an environment returns. {@link #reset} and {@link #step} then throw {@link
   * IllegalStateException} on a value that is infinite or not a number.
   *
   * @param inner the environment, closed with this one
   */
  public FiniteCheck(Environment inner) {
    super(inner);
  }

  @Override
  public TimeStep reset() {
    return check(inner.reset());
  }

  @Override
  public TimeStep step(float[] action) {
    return check(inner.step(action));
  }

  private static TimeStep check(TimeStep step) {
    step.observation().arrays().forEach(FiniteCheck::check);
    if (!Double.isFinite(step.reward())) {
      throw new IllegalStateException(
          "Infinite reward encountered. The environment returned " + step.reward() + ".");
    }
    return step;
  }

  private static void check(String key, Array array) {
    if (!(array instanceof Array.Float32 || array instanceof Array.Float64)) {
      return;
    }
    for (int i = 0; i < array.size(); i++) {
      if (!Double.isFinite(array.get(i))) {
        throw new IllegalStateException(
            "Infinite observation encountered. Element "
                + i
                + " of '"
                + key
                + "' is "
                + array.get(i)
                + ".");
      }
    }
  }
}
