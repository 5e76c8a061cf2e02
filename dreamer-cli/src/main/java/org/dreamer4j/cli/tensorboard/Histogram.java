package org.dreamer4j.cli.tensorboard;

import org.dreamer4j.core.Array;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

/** How often values occur, in buckets of one width. */
final class Histogram {
  private static final int BUCKETS = 30;

  private Histogram() {}

  /** Those values of an array that are finite. */
  static Summary.Value of(String tag, Array values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        squares += value * value;
        count++;
      }
    }
    HistogramProto.Builder histogram =
        HistogramProto.newBuilder().setNum(count).setSum(sum).setSumSquares(squares);
    if (count > 0) {
      fill(histogram.setMin(min).setMax(max), values);
    }
    return Summary.Value.newBuilder().setTag(tag).setHisto(histogram).build();
  }

  private static void fill(HistogramProto.Builder histogram, Array values) {
    double min = histogram.getMin();
    double width = Math.max(histogram.getMax() - min, Double.MIN_NORMAL) / BUCKETS;
    long[] counts = new long[BUCKETS];
    for (int i = 0; i < values.size(); i++) {
      if (Double.isFinite(values.get(i))) {
        counts[(int) Math.min(BUCKETS - 1, (values.get(i) - min) / width)]++;
      }
    }
    for (int i = 0; i < BUCKETS; i++) {
      double limit = i == BUCKETS - 1 ? histogram.getMax() : min + (i + 1) * width;
      histogram.addBucketLimit(limit).addBucket(counts[i]);
    }
  }
}
