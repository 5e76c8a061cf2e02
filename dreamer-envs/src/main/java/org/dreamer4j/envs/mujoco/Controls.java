package org.dreamer4j.envs.mujoco;

import java.nio.DoubleBuffer;

/** The controls of a model's actuators, kept within their ranges. */
final class Controls {
  private final DoubleBuffer values;
  private final DoubleBuffer ranges;
  private final boolean[] limited;

  Controls(MujocoModel model) {
    int count = model.count(Field.NU);
    values = model.view(Field.CTRL, count);
    ranges = model.view(Field.ACTUATOR_CTRLRANGE, 2 * count);
    limited = model.flags(Field.ACTUATOR_CTRLLIMITED, count);
  }

  int count() {
    return limited.length;
  }

  double get(int motor) {
    return values.get(motor);
  }

  void set(int motor, double value) {
    double[] range = range(motor);
    values.put(motor, Math.max(range[0], Math.min(range[1], value)));
  }

  /** Lower and upper end, infinite if there is none. */
  double[] range(int motor) {
    return limited[motor]
        ? new double[] {ranges.get(2 * motor), ranges.get(2 * motor + 1)}
        : new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
  }
}
