package org.dreamer4j.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How the elements of an {@link Array} stand in a file. */
public enum ElementType {
  /** Unsigned bytes. */
  UINT8("uint8", 1),
  /** One byte, zero or not. */
  BOOL("bool", 1),
  /** IEEE half precision; read as float32, never written. */
  FLOAT16("float16", 2),
  /** The upper half of an IEEE single; read as float32, never written. */
  BFLOAT16("bfloat16", 2),
  /** IEEE single precision. */
  FLOAT32("float32", 4),
  /** IEEE double precision. */
  FLOAT64("float64", 8),
  /** Signed integers of 32 bits. */
  INT32("int32", 4),
  /** Signed integers of 64 bits. */
  INT64("int64", 8);

  private static final int CHUNK_ELEMENTS = 8192;

  private final String label;
  private final int bytes;

  ElementType(String label, int bytes) {
    this.label = label;
    this.bytes = bytes;
  }

  /** NumPy's name of the type. */
  public String label() {
    return label;
  }

  /** Size of one element. */
  public int bytes() {
    return bytes;
  }

  /** The type an array is written as. */
  public static ElementType of(Array array) {
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

  /**
   * The array whose elements stand in {@code raw} in C order; uint8 keeps {@code raw} itself.
   *
   * @throws IllegalArgumentException if the shape needs another number of bytes
   */
  public Array decode(byte[] raw, ByteOrder order, int[] shape) {
    int count = raw.length / bytes;
    ByteBuffer buffer = ByteBuffer.wrap(raw).order(order);
    switch (this) {
      case UINT8:
        return new Array.Uint8(shape, raw);
      case BOOL:
        boolean[] bools = new boolean[count];
        for (int i = 0; i < count; i++) {
          bools[i] = raw[i] != 0;
        }
        return new Array.Bool(shape, bools);
      case FLOAT16, BFLOAT16:
        return new Array.Float32(shape, widen(buffer, count));
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

  private float[] widen(ByteBuffer buffer, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      short half = buffer.getShort(2 * i);
      floats[i] = this == FLOAT16 ? halfToFloat(half) : Float.intBitsToFloat(half << 16);
    }
    return floats;
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

  /** Bytes of an array in Fortran order (the first index varies fastest), in C order. */
  public byte[] toCOrder(byte[] fortran, int[] shape) {
    int itemBytes = bytes;
    int[] stride = new int[shape.length];
    int product = itemBytes;
    for (int d = 0; d < shape.length; d++) {
      stride[d] = product;
      product *= shape[d];
    }
    byte[] out = new byte[fortran.length];
    int[] index = new int[shape.length];
    int from = 0;
    for (int to = 0; to < out.length; to += itemBytes) {
      System.arraycopy(fortran, from, out, to, itemBytes);
      for (int d = shape.length - 1; d >= 0; d--) {
        from += stride[d];
        if (++index[d] < shape[d]) {
          break;
        }
        from -= stride[d] * shape[d];
        index[d] = 0;
      }
    }
    return out;
  }

  /**
   * Writes the elements of an array in C order, little-endian.
   *
   * @throws IOException if the stream refuses them
   */
  public static void encode(Array array, OutputStream out) throws IOException {
    if (array instanceof Array.Uint8 uint8) {
      out.write(uint8.data());
      return;
    }
    byte[] bytes = new byte[CHUNK_ELEMENTS * Long.BYTES];
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
}
