package org.dreamer4j.envs.mujoco;

import java.nio.DoubleBuffer;

/** Numbers on their way from and to native memory. */
final class Numbers {
  private Numbers() {}

  static double[] copy(DoubleBuffer values) {
    double[] copy = new double[values.capacity()];
    values.get(0, copy);
    return copy;
  }

  /** Refuses what is infinite or no number with {@link IllegalArgumentException}. */
  static void checkFinite(String what, double... values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(what + " must be finite, got " + value);
      }
    }
  }
}
