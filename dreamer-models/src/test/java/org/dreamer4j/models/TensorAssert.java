package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Compares arrays elementwise. */
final class TensorAssert {
  private TensorAssert() {}

  /** Every element within {@code tolerance * max(1, max |expected|)}. */
  static void close(String name, float[] expected, float[] actual, double tolerance) {
    double largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    within(name, expected, actual, tolerance * largest);
  }

  /** Every element within {@code tolerance * max |expected|}. */
  static void closeToLargest(String name, float[] expected, float[] actual, double tolerance) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    within(name, expected, actual, tolerance * largest);
  }

  /** Every element within an absolute bound. */
  static void within(String name, float[] expected, float[] actual, double bound) {
    assertEquals(expected.length, actual.length, name + ": number of elements");
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs((double) expected[i] - actual[i]);
      int index = i;
      assertTrue(
          error <= bound,
          () ->
              name
                  + "["
                  + index
                  + "]: expected "
                  + expected[index]
                  + " +- "
                  + bound
                  + ", got "
                  + actual[index]);
    }
  }

  /** A scalar within a relative tolerance. */
  static void relative(String name, double expected, double actual, double tolerance) {
    assertEquals(expected, actual, tolerance * Math.abs(expected), name);
  }

  /** [A, B, rest] to [B, A, rest]. */
  static float[] swap(float[] values, int a, int b) {
    int inner = values.length / (a * b);
    float[] out = new float[values.length];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        System.arraycopy(values, (i * b + j) * inner, out, (j * a + i) * inner, inner);
      }
    }
    return out;
  }
}
