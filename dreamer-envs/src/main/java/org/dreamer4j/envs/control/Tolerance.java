package org.dreamer4j.envs.control;

/**
 * The suite's smooth reward: 1 within bounds, falling outside of them so that a given value is left
 * at the margin (google-deepmind/dm_control {@code rewards.tolerance}).
 */
public enum Tolerance {
  /** exp(-d^2 / 2) scaled so that the value at the margin is met; never zero. */
  GAUSSIAN {
    @Override
    double fall(double distance, double valueAtMargin) {
      double scaled = distance * Math.sqrt(-2 * Math.log(valueAtMargin));
      return Math.exp(-0.5 * scaled * scaled);
    }
  },
  /** 1 - d, not below zero. */
  LINEAR {
    @Override
    double fall(double distance, double valueAtMargin) {
      double scaled = distance * (1 - valueAtMargin);
      return scaled < 1 ? 1 - scaled : 0;
    }
  },
  /** 1 - d^2, not below zero. */
  QUADRATIC {
    @Override
    double fall(double distance, double valueAtMargin) {
      double scaled = distance * Math.sqrt(1 - valueAtMargin);
      return scaled < 1 ? 1 - scaled * scaled : 0;
    }
  };

  /** The suite's default value at the margin. */
  static final double DEFAULT_VALUE = 0.1;

  abstract double fall(double distance, double valueAtMargin);

  /**
   * The reward of a value, in [0, 1].
   *
   * @param low lower bound
   * @param high upper bound
   * @param margin distance from the bounds at which {@code valueAtMargin} is left; 0 for a step
   * @param valueAtMargin in [0, 1); above 0 for {@link #GAUSSIAN}
   * @throws IllegalArgumentException if the bounds are empty, the margin is negative or the value
   *     at the margin is out of range
   */
  public double of(double value, double low, double high, double margin, double valueAtMargin) {
    boolean valueFits = valueAtMargin >= 0 && valueAtMargin < 1;
    if (!(low <= high)
        || !(margin >= 0)
        || !valueFits
        || (this == GAUSSIAN && valueAtMargin == 0)) {
      throw new IllegalArgumentException(
          "bounds ["
              + low
              + ", "
              + high
              + "], margin "
              + margin
              + " or value at the margin "
              + valueAtMargin
              + " out of range");
    }
    if (value >= low && value <= high) {
      return 1;
    }
    if (margin == 0) {
      return 0;
    }
    return fall((value < low ? low - value : value - high) / margin, valueAtMargin);
  }

  /** Mean over all controls of how near to zero each is: 1 at 0, falling to 0 at 1. */
  static double smallControls(Physics physics) {
    double sum = 0;
    for (int m = 0; m < physics.motors(); m++) {
      sum += QUADRATIC.of(physics.control(m), 0, 0, 1, 0);
    }
    return sum / physics.motors();
  }

  /** 1 within the bounds, else 0. */
  static double within(double value, double low, double high) {
    return GAUSSIAN.of(value, low, high, 0, DEFAULT_VALUE);
  }
}
