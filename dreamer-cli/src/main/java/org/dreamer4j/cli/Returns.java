package org.dreamer4j.cli;

import java.util.List;

/**
 * Returns of episodes.
 *
 * @param values one or more
 */
record Returns(List<Double> values) {
  double mean() {
    return values.stream().mapToDouble(r -> r).average().orElseThrow();
  }

  /** Standard deviation of the population they are drawn from; 0 for one episode. */
  double stddev() {
    double mean = mean();
    double squares = values.stream().mapToDouble(r -> Math.pow(r - mean, 2)).sum();
    return values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
  }

  double min() {
    return values.stream().mapToDouble(r -> r).min().orElseThrow();
  }

  double max() {
    return values.stream().mapToDouble(r -> r).max().orElseThrow();
  }
}
