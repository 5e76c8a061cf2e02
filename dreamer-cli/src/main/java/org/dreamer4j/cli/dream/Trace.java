package org.dreamer4j.cli.dream;

/**
 * A figure of every row of a film, as it came true and as it was predicted.
 *
 * @param name of the figure
 * @param real [T]
 * @param predicted [T]
 */
record Trace(String name, double[] real, double[] predicted) {
  Trace {
    if (real.length != predicted.length) {
      throw new IllegalArgumentException(
          "a trace needs as many real as predicted figures, got %d and %d"
              .formatted(real.length, predicted.length));
    }
  }

  /** The smallest figure, 0 if all are greater. */
  double low() {
    double low = 0;
    for (int t = 0; t < real.length; t++) {
      low = Math.min(low, Math.min(real[t], predicted[t]));
    }
    return low;
  }

  /** The greatest figure, 0 if all are smaller. */
  double high() {
    double high = 0;
    for (int t = 0; t < real.length; t++) {
      high = Math.max(high, Math.max(real[t], predicted[t]));
    }
    return high;
  }
}
