package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;

/** Comparing observations. */
final class Observations {
  private Observations() {}

  static void assertMatches(EnvironmentSpec spec, Observation observation) {
    assertEquals(spec.observation().keySet(), observation.arrays().keySet(), "observation keys");
    spec.observation().forEach((key, value) -> assertMatches(key, value, observation.get(key)));
  }

  private static void assertMatches(String key, Spec spec, Array array) {
    Class<?> dtype = spec instanceof Spec.Image ? Array.Uint8.class : Array.Float32.class;
    assertEquals(dtype, array.getClass(), () -> "dtype of '" + key + "'");
    assertArrayEquals(spec.shape(), array.shape(), () -> "shape of '" + key + "'");
    for (int i = 0; i < array.size(); i++) {
      double value = array.get(i);
      if (!Double.isFinite(value)) {
        fail("'" + key + "' element " + i + " is " + value);
      }
      if (spec instanceof Spec.Box box && (value < box.low()[i] || value > box.high()[i])) {
        fail("'" + key + "' element " + i + " is " + value + ", outside its bounds");
      }
    }
  }

  static Observation copy(Observation observation) {
    Map<String, Array> copies = new LinkedHashMap<>();
    observation
        .arrays()
        .forEach(
            (key, array) -> {
              double[] values = new double[array.size()];
              Arrays.setAll(values, array::get);
              copies.put(key, new Array.Float64(array.shape().clone(), values));
            });
    return new Observation(copies);
  }

  static boolean same(Observation a, Observation b) {
    if (!a.arrays().keySet().equals(b.arrays().keySet())) {
      return false;
    }
    for (String key : a.arrays().keySet()) {
      Array left = a.get(key);
      Array right = b.get(key);
      if (!Arrays.equals(left.shape(), right.shape())) {
        return false;
      }
      for (int i = 0; i < left.size(); i++) {
        if (left.get(i) != right.get(i)) {
          return false;
        }
      }
    }
    return true;
  }
}
