package org.dreamer4j.core;

import java.util.Arrays;

/**
 * A dense array in C order with its shape: what an episode file holds under one key.
 *
 * <p>The data is not copied; who hands an array over must not write to it afterwards.
 */
public sealed interface Array {
  /** Sizes from the outermost dimension inwards; empty for a scalar. */
  int[] shape();

  /** Number of elements. */
  int size();

  /** The element at a flat index in C order, as a double (booleans as 0 and 1). */
  double get(int index);

  /** Unsigned bytes, the dtype of images. */
  record Uint8(int[] shape, byte[] data) implements Array {
    public Uint8 {
      check(shape, data.length);
    }

    @Override
    public int size() {
      return data.length;
    }

    @Override
    public double get(int index) {
      return data[index] & 0xff;
    }
  }

  /** IEEE single precision. */
  record Float32(int[] shape, float[] data) implements Array {
    public Float32 {
      check(shape, data.length);
    }

    @Override
    public int size() {
      return data.length;
    }

    @Override
    public double get(int index) {
      return data[index];
    }
  }

  /** IEEE double precision. */
  record Float64(int[] shape, double[] data) implements Array {
    public Float64 {
      check(shape, data.length);
    }

    @Override
    public int size() {
      return data.length;
    }

    @Override
    public double get(int index) {
      return data[index];
    }
  }

  /** 32-bit signed integers. */
  record Int32(int[] shape, int[] data) implements Array {
    public Int32 {
      check(shape, data.length);
    }

    @Override
    public int size() {
      return data.length;
    }

    @Override
    public double get(int index) {
      return data[index];
    }
  }

  /** 64-bit signed integers. */
  record Int64(int[] shape, long[] data) implements Array {
    public Int64 {
      check(shape, data.length);
    }

    @Override
    public int size() {
      return data.length;
    }

    @Override
    public double get(int index) {
      return data[index];
    }
  }

  /** Booleans. */
  record Bool(int[] shape, boolean[] data) implements Array {
    public Bool {
      check(shape, data.length);
    }

    @Override
    public int size() {
      return data.length;
    }

    @Override
    public double get(int index) {
      return data[index] ? 1 : 0;
    }
  }

  /** All elements as floats in C order, freshly allocated. */
  default float[] toFloats() {
    float[] out = new float[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) get(i);
    }
    return out;
  }

  /**
   * Number of elements of a shape.
   *
   * @throws IllegalArgumentException if a size is negative or the product exceeds an int
   */
  static int count(int[] shape) {
    long product = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("negative size in shape " + Arrays.toString(shape));
      }
      product *= size;
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("shape too large: " + Arrays.toString(shape));
      }
    }
    return (int) product;
  }

  private static void check(int[] shape, int length) {
    if (count(shape) != length) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " needs "
              + count(shape)
              + " elements, got "
              + length);
    }
  }
}
