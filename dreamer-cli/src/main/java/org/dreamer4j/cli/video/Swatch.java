package org.dreamer4j.cli.video;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pixels of similar colour: how many there are, and sums and sums of squares of their values. */
final class Swatch {
  private static final int WHOLE = 0xffffff;
  private static final int BINNED = 0xf8f8f8;

  private long count;
  private final double[] sum = new double[3];
  private final double[] squares = new double[3];

  private Swatch() {}

  /** The colours of a clip: one swatch each, or, if more than {@code limit}, bins of 8 x 8 x 8. */
  static List<Swatch> count(Clip clip, int limit) {
    int mask = hasMore(clip, limit) ? BINNED : WHOLE;
    Map<Integer, Swatch> bins = new HashMap<>();
    for (byte[] frame : clip.frames()) {
      for (int i = 0; i < clip.pixels(); i++) {
        int rgb = Clip.rgb(frame, i);
        bins.computeIfAbsent(rgb & mask, any -> new Swatch()).add(rgb);
      }
    }
    return bins.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static boolean hasMore(Clip clip, int limit) {
    Set<Integer> colors = new HashSet<>();
    for (byte[] frame : clip.frames()) {
      for (int i = 0; i < clip.pixels(); i++) {
        colors.add(Clip.rgb(frame, i));
        if (colors.size() > limit) {
          return true;
        }
      }
    }
    return false;
  }

  /** All pixels of several swatches. */
  static Swatch sum(List<Swatch> swatches) {
    Swatch sum = new Swatch();
    swatches.forEach(sum::add);
    return sum;
  }

  private void add(int rgb) {
    count++;
    for (int axis = 0; axis < 3; axis++) {
      int value = rgb >> (16 - 8 * axis) & 0xff;
      sum[axis] += value;
      squares[axis] += value * value;
    }
  }

  private void add(Swatch other) {
    count += other.count;
    for (int axis = 0; axis < 3; axis++) {
      sum[axis] += other.sum[axis];
      squares[axis] += other.squares[axis];
    }
  }

  /** The mean colour as 0xRRGGBB. */
  int rgb() {
    int rgb = 0;
    for (int axis = 0; axis < 3; axis++) {
      rgb = rgb << 8 | (int) Math.round(mean(axis));
    }
    return rgb;
  }

  /** Mean value along an axis: red, green or blue. */
  double mean(int axis) {
    return sum[axis] / count;
  }

  /** Squared distance of all pixels from their mean along one axis. */
  double spread(int axis) {
    return squares[axis] - sum[axis] * sum[axis] / count;
  }

  /** The axis along which pixels vary most. */
  int widest() {
    int axis = spread(1) >= spread(0) ? 1 : 0;
    return spread(2) > spread(axis) ? 2 : axis;
  }
}
