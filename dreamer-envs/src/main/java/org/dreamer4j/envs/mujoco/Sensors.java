package org.dreamer4j.envs.mujoco;

import java.nio.DoubleBuffer;
import java.util.Arrays;

/** The present values of a model's sensors. */
final class Sensors {
  private final int[] dims;
  private final int[] addresses;
  private final DoubleBuffer values;

  Sensors(MujocoModel model) {
    dims = model.integers(Field.SENSOR_DIM, model.count(Field.NSENSOR));
    addresses = new int[dims.length];
    for (int s = 1; s < dims.length; s++) {
      addresses[s] = addresses[s - 1] + dims[s - 1];
    }
    values = model.view(Field.SENSORDATA, Arrays.stream(dims).sum());
  }

  double[] read(int sensor) {
    double[] copy = new double[dims[sensor]];
    values.get(addresses[sensor], copy);
    return copy;
  }
}
