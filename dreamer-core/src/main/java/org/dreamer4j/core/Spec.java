package org.dreamer4j.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What values an observation component or an action may take. */
public sealed interface Spec {
  /** Number of elements of one value (one-hot length for {@link Discrete}). */
  int size();

  /** Sizes of one value, without batch and time. */
  int[] shape();

  /**
   * A float vector with bounds; infinite bounds are allowed.
   *
   * @param low smallest value of each element
   * @param high largest value of each element, same length
   */
  record Box(float[] low, float[] high) implements Spec {
    public Box {
      if (low.length != high.length) {
        throw new IllegalArgumentException(
            "bounds differ in length: " + low.length + " and " + high.length);
      }
      for (int i = 0; i < low.length; i++) {
        if (!(low[i] <= high[i])) {
          throw new IllegalArgumentException(
              "bound " + i + ": low " + low[i] + " is not below high " + high[i]);
        }
      }
    }

    /** The same bounds for {@code size} elements. */
    public static Box of(int size, float low, float high) {
      float[] lows = new float[size];
      float[] highs = new float[size];
      Arrays.fill(lows, low);
      Arrays.fill(highs, high);
      return new Box(lows, highs);
    }

    /** A vector without bounds. */
    public static Box unbounded(int size) {
      return of(size, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    }

    /** Equal if all bounds are: a record would compare the identity of the arrays. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Box box
          && Arrays.equals(low, box.low)
          && Arrays.equals(high, box.high);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
    }

    @Override
    public String toString() {
      return "Box[low=" + Arrays.toString(low) + ", high=" + Arrays.toString(high) + "]";
    }

    @Override
    public int size() {
      return low.length;
    }

    @Override
    public int[] shape() {
      return new int[] {low.length};
    }
  }

  /** One of {@code size} choices, given as a one-hot float vector. */
  record Discrete(int size) implements Spec {
    public Discrete {
      if (size < 1) {
        throw new IllegalArgumentException("a discrete spec needs a choice, got " + size);
      }
    }

    @Override
    public int[] shape() {
      return new int[] {size};
    }
  }

  /** A uint8 image, rows first, channels last. */
  record Image(int height, int width, int channels) implements Spec {
    /** 64 x 64 RGB, the size every Dreamer network expects. */
    public static final Image RGB64 = new Image(64, 64, 3);

    @Override
    public int size() {
      return height * width * channels;
    }

    @Override
    public int[] shape() {
      return new int[] {height, width, channels};
    }
  }
}
