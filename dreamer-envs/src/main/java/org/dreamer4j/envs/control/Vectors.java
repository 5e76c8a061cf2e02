package org.dreamer4j.envs.control;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds the observation vectors of a task, in order. */
final class Vectors {
  private final Map<String, float[]> vectors = new LinkedHashMap<>();

  /** Adds a vector, rounded to float. */
  Vectors with(String key, double... values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    vectors.put(key, rounded);
    return this;
  }

  Map<String, float[]> map() {
    return vectors;
  }

  /** Sizes of observation vectors, in order. */
  static final class Sizes {
    private final Map<String, Integer> sizes = new LinkedHashMap<>();

    Sizes with(String key, int size) {
      sizes.put(key, size);
      return this;
    }

    Map<String, Integer> map() {
      return sizes;
    }
  }

  /** log(1 + x) of the present values of several sensors. */
  static double[] logSensors(ContactPhysics physics, String... names) {
    double[] values = sensors(physics, names);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.log1p(values[i]);
    }
    return values;
  }

  /** The present values of several sensors, one after the other. */
  static double[] sensors(ContactPhysics physics, String... names) {
    double[] all = new double[0];
    for (String name : names) {
      double[] one = physics.sensor(name);
      double[] both = Arrays.copyOf(all, all.length + one.length);
      System.arraycopy(one, 0, both, all.length, one.length);
      all = both;
    }
    return all;
  }

  /** A world vector from one place to another, in the axes of a rotation (3 x 3 row by row). */
  static double[] local(double[] rotation, double[] from, double[] to) {
    double[] result = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      for (int i = 0; i < 3; i++) {
        result[axis] += (to[i] - from[i]) * rotation[3 * i + axis];
      }
    }
    return result;
  }
}
