package org.dreamer4j.cli.video;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pixels of similar colour: how many there are, and sums and sums of squares of their values.
 *
 * @param count pixels
 * @param sum of red, green and blue
 * @param squares sums of the squares of red, green and blue
 */
record Swatch(long count, double[] sum, double[] squares) {

  /** The colours of a clip: one swatch each, or, if more than {@code limit}, bins of 8 x 8 x 8. */
  static List<Swatch> count(Clip clip, int limit) {
    Map<Integer, Long> counts = new HashMap<>();
    for (byte[] frame : clip.frames()) {
      for (int i = 0; i < clip.pixels(); i++) {
        counts.merge(Clip.rgb(frame, i), 1L, Long::sum);
      }
    }
    int mask = counts.size() > limit ? 0xf8f8f8 : 0xffffff;
    Map<Integer, Swatch> bins = new TreeMap<>();
    counts.forEach((rgb, n) -> bins.merge(rgb & mask, of(rgb, n), Swatch::plus));
    return List.copyOf(bins.values());
  }

  private static Swatch of(int rgb, long count) {
    double[] sum = new double[3];
    double[] squares = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      int value = rgb >> (16 - 8 * axis) & 0xff;
      sum[axis] = (double) count * value;
      squares[axis] = (double) count * value * value;
    }
    return new Swatch(count, sum, squares);
  }

  private Swatch plus(Swatch other) {
    double[] sums = sum.clone();
    double[] square = squares.clone();
    for (int axis = 0; axis < 3; axis++) {
      sums[axis] += other.sum[axis];
      square[axis] += other.squares[axis];
    }
    return new Swatch(count + other.count, sums, square);
  }

  static Swatch sum(List<Swatch> box) {
    return box.stream().reduce(Swatch::plus).orElseThrow();
  }

  /** The mean colour as 0xRRGGBB. */
  int rgb() {
    int rgb = 0;
    for (int axis = 0; axis < 3; axis++) {
      rgb = rgb << 8 | (int) Math.round(mean(axis));
    }
    return rgb;
  }

  private double mean(int axis) {
    return sum[axis] / count;
  }

  /** Squared distance of all pixels from their mean along one axis. */
  private double spread(int axis) {
    return squares[axis] - sum[axis] * sum[axis] / count;
  }

  private int widest() {
    int axis = spread(1) >= spread(0) ? 1 : 0;
    return spread(2) > spread(axis) ? 2 : axis;
  }

  /** What a box loses by having one colour; -1 if it cannot be split. */
  static double spread(List<Swatch> box) {
    if (box.size() < 2) {
      return -1;
    }
    Swatch sum = sum(box);
    return sum.spread(sum.widest());
  }

  /** Splits a box of two swatches or more at the mean of the axis along which it varies most. */
  static List<List<Swatch>> split(List<Swatch> box) {
    Swatch sum = sum(box);
    int axis = sum.widest();
    double middle = sum.mean(axis);
    List<Swatch> above = box.stream().filter(s -> s.mean(axis) > middle).toList();
    List<Swatch> below = box.stream().filter(s -> s.mean(axis) <= middle).toList();
    if (above.isEmpty() || below.isEmpty()) {
      return List.of(box.subList(0, 1), box.subList(1, box.size()));
    }
    return List.of(below, above);
  }
}
