package org.dreamer4j.envs.remote;

import org.dreamer4j.core.Spec;

/**
 * Changes the size of images. Source: google-research/dreamer wrappers.py, PixelObservations, which
 * interpolates linearly and repeats the edge.
 */
final class Bilinear {
  private Bilinear() {}

  /**
   * An image in another size.
   *
   * @param pixels of the image as it is; returned if it has that size already
   */
  static byte[] resize(byte[] pixels, Spec.Image from, Spec.Image to) {
    if (from.equals(to)) {
      return pixels;
    }
    byte[] out = new byte[to.size()];
    Axis rows = new Axis(from.height(), to.height());
    Axis columns = new Axis(from.width(), to.width());
    int channels = from.channels();
    int at = 0;
    for (int y = 0; y < to.height(); y++) {
      int above = rows.before[y] * from.width();
      int below = rows.after[y] * from.width();
      for (int x = 0; x < to.width(); x++) {
        int left = columns.before[x];
        int right = columns.after[x];
        for (int c = 0; c < channels; c++) {
          double top =
              mix(
                  pixels[(above + left) * channels + c],
                  pixels[(above + right) * channels + c],
                  columns.share[x]);
          double bottom =
              mix(
                  pixels[(below + left) * channels + c],
                  pixels[(below + right) * channels + c],
                  columns.share[x]);
          out[at++] = (byte) Math.round(top + (bottom - top) * rows.share[y]);
        }
      }
    }
    return out;
  }

  private static double mix(byte first, byte second, double share) {
    int a = first & 0xff;
    int b = second & 0xff;
    return a + (b - a) * share;
  }

  /** For every new row or column the two old ones around its centre, and how far it is between. */
  private static final class Axis {
    final int[] before;
    final int[] after;
    final double[] share;

    Axis(int from, int to) {
      before = new int[to];
      after = new int[to];
      share = new double[to];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * from / to - 0.5;
        double clamped = Math.min(Math.max(centre, 0), from - 1.0);
        before[i] = (int) clamped;
        after[i] = Math.min(before[i] + 1, from - 1);
        share[i] = clamped - before[i];
      }
    }
  }
}
