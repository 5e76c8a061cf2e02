package org.dreamer4j.models.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Floats as tensors hold them. */
final class Floats {
  private Floats() {}

  static byte[] toBytes(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  static float[] of(byte[] bytes) {
    float[] values = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer().get(values);
    return values;
  }
}
