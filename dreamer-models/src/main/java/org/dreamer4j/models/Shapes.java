package org.dreamer4j.models;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;

/** Checks operands at the door of graph building functions. */
final class Shapes {
  private Shapes() {}

  /**
   * Checks a shape; sizes of -1 match anything on either side.
   *
   * @throws IllegalArgumentException with name, expected and actual shape
   */
  static void check(String name, Operand<?> operand, long... expected) {
    Shape actual = operand.shape();
    boolean fits = actual.numDimensions() == expected.length;
    for (int i = 0; fits && i < expected.length; i++) {
      long size = actual.get(i);
      fits = size == expected[i] || size == Shape.UNKNOWN_SIZE || expected[i] == -1;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          name + ": expected shape " + Shape.of(expected) + ", got " + actual);
    }
  }
}
