package org.dreamer4j.replay.npz;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dreamer4j.core.Array;

/** The element types that are read and written, all little-endian. */
enum NpyType {
  UINT8("|u1", 1),
  BOOL("|b1", 1),
  FLOAT16("<f2", 2),
  FLOAT32("<f4", 4),
  FLOAT64("<f8", 8),
  INT32("<i4", 4),
  INT64("<i8", 8);

  private static final int CHUNK_ELEMENTS = 8192;

  private final String descr;
  private final int bytes;

  NpyType(String descr, int bytes) {
    this.descr = descr;
    this.bytes = bytes;
  }

  /** NumPy's name of the type. */
  String descr() {
    return descr;
  }

  /** Size of one element. */
  int bytes() {
    return bytes;
  }

  static NpyType of(String descr, Place place) throws NpzFormatException {
    for (NpyType type : values()) {
      if (type.descr.equals(descr)) {
        return type;
      }
    }
    if (descr.startsWith(">")) {
      throw place.problem(
          "big-endian dtype '"
              + descr
              + "' is not supported; save it as '<"
              + descr.substring(1)
              + "'");
    }
    throw place.problem(
        "dtype '" + descr + "' is not supported; supported are u1, b1, f2, f4, f8, i4, i8");
  }

  /** The type an array is written as. */
  static NpyType of(Array array) {
    if (array instanceof Array.Uint8) {
      return UINT8;
    } else if (array instanceof Array.Bool) {
      return BOOL;
    } else if (array instanceof Array.Float32) {
      return FLOAT32;
    } else if (array instanceof Array.Float64) {
      return FLOAT64;
    } else if (array instanceof Array.Int32) {
      return INT32;
    }
    return INT64;
  }

  /** The array whose elements stand in {@code raw} in C order; float16 becomes float32. */
  Array decode(byte[] raw, int[] shape) {
    int count = raw.length / bytes;
    ByteBuffer buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    switch (this) {
      case UINT8:
        return new Array.Uint8(shape, raw);
      case BOOL:
        boolean[] bools = new boolean[count];
        for (int i = 0; i < count; i++) {
          bools[i] = raw[i] != 0;
        }
        return new Array.Bool(shape, bools);
      case FLOAT16:
        float[] halves = new float[count];
        for (int i = 0; i < count; i++) {
          halves[i] = halfToFloat(buffer.getShort(2 * i));
        }
        return new Array.Float32(shape, halves);
      case FLOAT32:
        float[] floats = new float[count];
        buffer.asFloatBuffer().get(floats);
        return new Array.Float32(shape, floats);
      case FLOAT64:
        double[] doubles = new double[count];
        buffer.asDoubleBuffer().get(doubles);
        return new Array.Float64(shape, doubles);
      case INT32:
        int[] ints = new int[count];
        buffer.asIntBuffer().get(ints);
        return new Array.Int32(shape, ints);
      default:
        long[] longs = new long[count];
        buffer.asLongBuffer().get(longs);
        return new Array.Int64(shape, longs);
    }
  }

  /** Writes the elements of an array in C order. */
  static void encode(Array array, OutputStream out) throws IOException {
    if (array instanceof Array.Uint8 uint8) {
      out.write(uint8.data());
      return;
    }
    byte[] bytes = new byte[CHUNK_ELEMENTS * 8];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < array.size(); start += CHUNK_ELEMENTS) {
      int end = Math.min(array.size(), start + CHUNK_ELEMENTS);
      buffer.clear();
      for (int i = start; i < end; i++) {
        put(array, i, buffer);
      }
      out.write(bytes, 0, buffer.position());
    }
  }

  private static void put(Array array, int i, ByteBuffer buffer) {
    if (array instanceof Array.Float32 floats) {
      buffer.putFloat(floats.data()[i]);
    } else if (array instanceof Array.Float64 doubles) {
      buffer.putDouble(doubles.data()[i]);
    } else if (array instanceof Array.Int32 ints) {
      buffer.putInt(ints.data()[i]);
    } else if (array instanceof Array.Int64 longs) {
      buffer.putLong(longs.data()[i]);
    } else if (array instanceof Array.Bool bools) {
      buffer.put((byte) (bools.data()[i] ? 1 : 0));
    } else if (array instanceof Array.Uint8 uint8) {
      buffer.put(uint8.data()[i]);
    }
  }

  /** IEEE half precision to single; exact, since every half is a float. */
  static float halfToFloat(short half) {
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    float magnitude;
    if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else if (exponent == 31) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
    }
    return half < 0 ? -magnitude : magnitude;
  }
}
