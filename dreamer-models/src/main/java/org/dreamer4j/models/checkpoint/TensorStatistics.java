package org.dreamer4j.models.checkpoint;

import org.dreamer4j.core.Array;

/**
 * What the elements of an array look like. Minimum, mean, maximum and standard deviation are those
 * of the finite elements, and NaN where there are none.
 *
 * @param elements number of elements
 * @param min smallest
 * @param mean arithmetic mean
 * @param max largest
 * @param standardDeviation of the population (divided by n)
 * @param nan elements that are no number
 * @param infinite elements that are plus or minus infinity
 * @param zeros elements that are exactly zero
 */
public record TensorStatistics(
    long elements,
    double min,
    double mean,
    double max,
    double standardDeviation,
    long nan,
    long infinite,
    long zeros) {
  /** Statistics of no element. */
  public static final TensorStatistics EMPTY =
      new TensorStatistics(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, 0);

  /** Statistics of all elements of an array, computed in double precision. */
  public static TensorStatistics of(Array array) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    long nan = 0;
    long infinite = 0;
    long zeros = 0;
    int size = array.size();
    for (int i = 0; i < size; i++) {
      double value = array.get(i);
      if (Double.isNaN(value)) {
        nan++;
      } else if (Double.isInfinite(value)) {
        infinite++;
      } else {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        zeros += value == 0 ? 1 : 0;
      }
    }
    long finite = size - nan - infinite;
    if (finite == 0) {
      return new TensorStatistics(
          size, Double.NaN, Double.NaN, Double.NaN, Double.NaN, nan, infinite, zeros);
    }
    double mean = sum / finite;
    double deviation = Math.sqrt(squares(array, mean) / finite);
    return new TensorStatistics(size, min, mean, max, deviation, nan, infinite, zeros);
  }

  private static double squares(Array array, double mean) {
    double squares = 0;
    int size = array.size();
    for (int i = 0; i < size; i++) {
      double difference = array.get(i) - mean;
      squares += Double.isFinite(difference) ? difference * difference : 0;
    }
    return squares;
  }

  /** Elements that are numbers. */
  public long finite() {
    return elements - nan - infinite;
  }

  /** Statistics of the elements of both, as if they were one array. */
  public TensorStatistics plus(TensorStatistics other) {
    long n = finite();
    long m = other.finite();
    long all = elements + other.elements;
    long nans = nan + other.nan;
    long infinities = infinite + other.infinite;
    if (n == 0 || m == 0) {
      TensorStatistics one = n == 0 ? other : this;
      return new TensorStatistics(
          all,
          one.min,
          one.mean,
          one.max,
          one.standardDeviation,
          nans,
          infinities,
          zeros + other.zeros);
    }
    double share = (double) m / (n + m);
    double difference = other.mean - mean;
    double variance =
        (1 - share) * standardDeviation * standardDeviation
            + share * other.standardDeviation * other.standardDeviation
            + share * (1 - share) * difference * difference;
    return new TensorStatistics(
        all,
        Math.min(min, other.min),
        mean + share * difference,
        Math.max(max, other.max),
        Math.sqrt(variance),
        nans,
        infinities,
        zeros + other.zeros);
  }
}
