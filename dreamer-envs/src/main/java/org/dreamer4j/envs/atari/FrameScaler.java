package org.dreamer4j.envs.atari;

import java.util.Arrays;

/**
 * Resizes pictures as {@code skimage.transform.resize} does with {@code order=1}, {@code
 * mode='edge'} and its default anti-aliasing, as the reference calls it: a Gaussian filter of
 * standard deviation {@code (factor - 1) / 2} along each side that shrinks by {@code factor}, cut
 * off at four of them, then linear interpolation between pixel centres. Values are cut off to whole
 * numbers, not rounded.
 *
 * <p>Filter and interpolation of a side are one weighted sum of its pixels, precomputed here. For
 * one thread.
 */
final class FrameScaler {
  /** A flat area keeps its value though weights add up to 1 minus a rounding error. */
  private static final double ROUNDING = 1e-6;

  private static final double CUT_OFF = 4;

  /** What one pixel of the result is made of: pixels of the source from the first one on. */
  private record Sum(int first, double[] weights) {}

  private final int channels;
  private final Sum[] rows;
  private final Sum[] columns;
  private final double[] source;
  private final double[] line;

  /**
   * A scaler of pictures of one size.
   *
   * @param height of the source, pixels
   * @param width of the source, pixels
   * @param channels of source and result
   * @param size height and width of the result, pixels
   */
  FrameScaler(int height, int width, int channels, int size) {
    this.channels = channels;
    rows = sums(height, size);
    columns = sums(width, size);
    source = new double[height * width * channels];
    line = new double[width * channels];
  }

  private static Sum[] sums(int source, int target) {
    double factor = (double) source / target;
    double[] filter = filter(Math.max(0, (factor - 1) / 2));
    Sum[] sums = new Sum[target];
    for (int i = 0; i < target; i++) {
      double place = Math.min(Math.max(factor * (i + 0.5) - 0.5, 0), source - 1);
      int before = (int) place;
      double[] weights = new double[source];
      spread(weights, filter, before, 1 - (place - before));
      spread(weights, filter, before + 1, place - before);
      sums[i] = trimmed(weights);
    }
    return sums;
  }

  /** Weights of the Gaussian filter around its middle. */
  private static double[] filter(double deviation) {
    int radius = (int) (CUT_OFF * deviation + 0.5);
    double[] weights = new double[2 * radius + 1];
    for (int i = 0; i < weights.length; i++) {
      double distance = i - radius;
      weights[i] = radius == 0 ? 1 : Math.exp(-0.5 * distance * distance / (deviation * deviation));
    }
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }

  /** Adds the share of one filtered pixel; beyond the edge the outermost pixel goes on. */
  private static void spread(double[] weights, double[] filter, int centre, double share) {
    int radius = filter.length / 2;
    for (int i = 0; i < filter.length; i++) {
      int pixel = Math.min(Math.max(centre + i - radius, 0), weights.length - 1);
      weights[pixel] += share * filter[i];
    }
  }

  private static Sum trimmed(double[] weights) {
    int first = 0;
    while (weights[first] == 0) {
      first++;
    }
    int end = weights.length;
    while (weights[end - 1] == 0) {
      end--;
    }
    return new Sum(first, Arrays.copyOfRange(weights, first, end));
  }

  /**
   * Resizes one picture.
   *
   * @param pixels unsigned bytes [height, width, channels]
   * @return unsigned bytes [size, size, channels]
   */
  byte[] scale(byte[] pixels) {
    if (pixels.length != source.length) {
      throw new IllegalArgumentException(
          "a picture has " + source.length + " bytes here, got " + pixels.length);
    }
    for (int i = 0; i < source.length; i++) {
      source[i] = pixels[i] & 0xFF;
    }
    byte[] scaled = new byte[rows.length * columns.length * channels];
    for (int y = 0; y < rows.length; y++) {
      Arrays.fill(line, 0);
      for (int i = 0; i < rows[y].weights.length; i++) {
        addRow((rows[y].first + i) * line.length, rows[y].weights[i]);
      }
      scaleLine(scaled, y * columns.length * channels);
    }
    return scaled;
  }

  private void addRow(int start, double weight) {
    for (int x = 0; x < line.length; x++) {
      line[x] += weight * source[start + x];
    }
  }

  private void scaleLine(byte[] scaled, int start) {
    for (int x = 0; x < columns.length; x++) {
      Sum sum = columns[x];
      for (int c = 0; c < channels; c++) {
        double value = ROUNDING;
        for (int i = 0; i < sum.weights.length; i++) {
          value += sum.weights[i] * line[(sum.first + i) * channels + c];
        }
        scaled[start + x * channels + c] = (byte) (int) Math.min(value, 255);
      }
    }
  }
}
