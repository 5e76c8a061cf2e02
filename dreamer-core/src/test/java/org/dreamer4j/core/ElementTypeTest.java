package org.dreamer4j.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementTypeTest {
  private static final int[] PAIR = {2};

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    List<Array> arrays =
        List.of(
            new Array.Uint8(PAIR, new byte[] {0, -1}),
            new Array.Bool(PAIR, new boolean[] {true, false}),
            new Array.Float32(PAIR, new float[] {-1.5f, Float.NaN}),
            new Array.Float64(PAIR, new double[] {Math.PI, -0.0}),
            new Array.Int32(PAIR, new int[] {Integer.MIN_VALUE, 1}),
            new Array.Int64(PAIR, new long[] {Long.MIN_VALUE, 1}));
    for (Array array : arrays) {
      ElementType type = ElementType.of(array);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ElementType.encode(array, out);
      assertEquals(2 * type.bytes(), out.size());
      Array read = type.decode(out.toByteArray(), ByteOrder.LITTLE_ENDIAN, PAIR);
      assertEquals(array.getClass(), read.getClass());
      assertEquals(array.get(0), read.get(0));
      assertEquals(array.get(1), read.get(1));
    }
  }

  @Test
  void halvesBecomeSinglesExactly() {
    byte[] half = {0x3e, 0x00, (byte) 0xfb, (byte) 0xff};
    assertArrayEquals(
        new float[] {1.5f, -65504},
        ElementType.FLOAT16.decode(half, ByteOrder.BIG_ENDIAN, PAIR).toFloats());
    byte[] brain = {(byte) 0xc0, 0x3f, 0x49, (byte) 0xc0};
    assertArrayEquals(
        new float[] {1.5f, -3.140625f},
        ElementType.BFLOAT16.decode(brain, ByteOrder.LITTLE_ENDIAN, PAIR).toFloats());
  }

  @Test
  void fortranOrderIsTurnedIntoCOrder() {
    byte[] columns = {1, 4, 2, 5, 3, 6};
    assertArrayEquals(
        new byte[] {1, 2, 3, 4, 5, 6}, ElementType.UINT8.toCOrder(columns, new int[] {2, 3}));
  }

  @Test
  void anotherNumberOfBytesIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ElementType.INT32.decode(new byte[4], ByteOrder.LITTLE_ENDIAN, PAIR));
  }
}
