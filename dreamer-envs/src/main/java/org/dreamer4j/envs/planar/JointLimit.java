package org.dreamer4j.envs.planar;

/**
 * A soft limit in MuJoCo's constraint model ({@code solreflimit}; {@code solimp} at its default .9
 * .95 .001): beyond the limit a force pulls back like a spring and damper with the given constants.
 *
 * @param low smallest position, m or rad
 * @param high largest position
 * @param timeConstant seconds; never less than two time steps in effect
 * @param dampingRatio 1 is critical
 */
public record JointLimit(double low, double high, double timeConstant, double dampingRatio) {
  /** No limit. */
  public static final JointLimit NONE =
      new JointLimit(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.02, 1);

  /** Rejects empty ranges and constants that are not positive. */
  public JointLimit {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "a joint limit needs low below high, got " + low + " and " + high);
    }
    if (!(timeConstant > 0 && dampingRatio > 0)) {
      throw new IllegalArgumentException(
          "time constant and damping ratio of a joint limit must be positive, got "
              + timeConstant
              + " and "
              + dampingRatio);
    }
  }

  /** A limit with MuJoCo's default constants: .02 seconds, critically damped. */
  public static JointLimit between(double low, double high) {
    return new JointLimit(low, high, 0.02, 1);
  }
}
