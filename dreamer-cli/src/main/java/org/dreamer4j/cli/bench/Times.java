package org.dreamer4j.cli.bench;

import java.util.Arrays;

/**
 * How long runs took.
 *
 * @param wall seconds of each run
 * @param cpu processor seconds of a run, one figure for each stretch of runs that was long enough
 *     to tell
 */
public record Times(double[] wall, double[] cpu) {
  double median() {
    return quantile(wall, 0.5);
  }

  double p99() {
    return quantile(wall, 0.99);
  }

  double fastest() {
    return quantile(wall, 0);
  }

  double slowest() {
    return quantile(wall, 1);
  }

  double medianCpu() {
    return quantile(cpu, 0.5);
  }

  /** Interpolated between the two nearest values. */
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
