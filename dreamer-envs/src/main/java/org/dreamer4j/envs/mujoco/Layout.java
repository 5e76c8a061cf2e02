package org.dreamer4j.envs.mujoco;

import com.sun.jna.Pointer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Where the members of {@code mjModel} and {@code mjData} lie in one version of libmujoco.
 *
 * @param offsets bytes from the start of the structure
 * @param actuationFlag the bit of {@link Field#DISABLEFLAGS} that switches actuators off
 */
record Layout(Map<Field, Long> offsets, int actuationFlag) {
  Layout {
    offsets = Map.copyOf(offsets);
    if (offsets.size() != Field.values().length) {
      throw new IllegalArgumentException("a layout has all fields, got " + offsets.keySet());
    }
  }

  long offset(Field field) {
    Long offset = offsets.get(field);
    if (offset == null) {
      throw new IllegalArgumentException("no field " + field);
    }
    return offset;
  }

  int integer(Pointer owner, Field field) {
    return owner.getInt(offset(field));
  }

  double real(Pointer owner, Field field) {
    return owner.getDouble(offset(field));
  }

  /** A live view of an array. */
  DoubleBuffer doubles(Pointer owner, Field field, int length) {
    return length == 0
        ? DoubleBuffer.allocate(0)
        : array(owner, field).getByteBuffer(0, 8L * length).asDoubleBuffer();
  }

  /** A live view of an array. */
  FloatBuffer floats(Pointer owner, Field field, int length) {
    return length == 0
        ? FloatBuffer.allocate(0)
        : array(owner, field).getByteBuffer(0, 4L * length).asFloatBuffer();
  }

  /** A copy of an array. */
  int[] integers(Pointer owner, Field field, int length) {
    return length == 0 ? new int[0] : array(owner, field).getIntArray(0, length);
  }

  /** A copy of an array of truth values. */
  boolean[] flags(Pointer owner, Field field, int length) {
    boolean[] flags = new boolean[length];
    for (int i = 0; i < length; i++) {
      flags[i] = array(owner, field).getByte(i) != 0;
    }
    return flags;
  }

  private Pointer array(Pointer owner, Field field) {
    return owner.getPointer(offset(field));
  }
}
