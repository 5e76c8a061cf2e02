package org.dreamer4j.envs.planar;

/**
 * Drives a joint with force {@code gear * control}; the control is clamped to its range.
 *
 * @param joint index of the joint
 * @param gear N or N m per unit of control
 * @param low smallest control
 * @param high largest control
 */
public record Motor(int joint, double gear, double low, double high) {
  /** Rejects an empty control range. */
  public Motor {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "a motor's control range needs low below high, got " + low + " and " + high);
    }
  }

  /** A motor with controls in [-1, 1]. */
  public static Motor of(int joint, double gear) {
    return new Motor(joint, gear, -1, 1);
  }
}
