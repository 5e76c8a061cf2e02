package org.dreamer4j.cli.dream;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.util.FastMath;

/**
 * How well predictions go with what came true. A figure is empty where it is undefined: where one
 * side does not vary, or where there are too few pairs.
 *
 * @param pairs number of pairs
 * @param pearson correlation coefficient, needs 2 pairs
 * @param low lower end of its 95 % interval by Fisher's z, needs 4 pairs
 * @param high upper end
 * @param r2 share of the variance explained, {@code 1 - sum (real - predicted)^2 / sum (real - mean
 *     real)^2}; below 0 for predictions worse than the mean
 */
public record Correlation(
    int pairs, OptionalDouble pearson, OptionalDouble low, OptionalDouble high, OptionalDouble r2) {
  private static final double QUANTILE =
      new NormalDistribution().inverseCumulativeProbability(.975);

  /**
   * Values closer together than this part of their size count as equal: they tell nothing apart.
   */
  private static final double FLAT = 1e-3;

  /**
   * Correlates pairs.
   *
   * @throws IllegalArgumentException if the lists differ in length
   */
  public static Correlation of(List<Double> predicted, List<Double> real) {
    if (predicted.size() != real.size()) {
      throw new IllegalArgumentException(
          predicted.size() + " predictions for " + real.size() + " real values");
    }
    double[] x = predicted.stream().mapToDouble(v -> v).toArray();
    double[] y = real.stream().mapToDouble(v -> v).toArray();
    OptionalDouble pearson =
        varies(x) && varies(y)
            ? OptionalDouble.of(new PearsonsCorrelation().correlation(x, y))
            : OptionalDouble.empty();
    boolean bounded = pearson.isPresent() && x.length > 3;
    return new Correlation(
        x.length,
        pearson,
        bounded ? bound(pearson.getAsDouble(), x.length, -QUANTILE) : OptionalDouble.empty(),
        bounded ? bound(pearson.getAsDouble(), x.length, QUANTILE) : OptionalDouble.empty(),
        varies(y) ? OptionalDouble.of(r2(x, y)) : OptionalDouble.empty());
  }

  private static OptionalDouble bound(double pearson, int pairs, double quantile) {
    double within = Math.max(-1, Math.min(1, pearson));
    return OptionalDouble.of(Math.tanh(FastMath.atanh(within) + quantile / Math.sqrt(pairs - 3)));
  }

  private static double r2(double[] predicted, double[] real) {
    double mean = Arrays.stream(real).average().orElseThrow();
    double errors = 0;
    double spread = 0;
    for (int i = 0; i < real.length; i++) {
      errors += Math.pow(real[i] - predicted[i], 2);
      spread += Math.pow(real[i] - mean, 2);
    }
    return 1 - errors / spread;
  }

  private static boolean varies(double[] values) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(0);
    return high - low > FLAT * Math.max(Math.abs(low), Math.abs(high));
  }
}
