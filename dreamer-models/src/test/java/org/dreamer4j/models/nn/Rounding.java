package org.dreamer4j.models.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;

/** Two forms of one computation in double precision differ by rounding alone. */
final class Rounding {
  private static final double TOLERANCE = 1e-12;

  private Rounding() {}

  /** Holds every result against the largest number in it. */
  static void assertAlone(List<double[]> expected, List<double[]> actual, Object what) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      double largest = Arrays.stream(expected.get(i)).map(Math::abs).max().orElseThrow();
      assertArrayEquals(
          expected.get(i), actual.get(i), TOLERANCE * largest, what + ", result " + i);
    }
  }
}
