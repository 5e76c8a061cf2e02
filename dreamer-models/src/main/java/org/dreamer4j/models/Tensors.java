package org.dreamer4j.models;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Copies between Java arrays and native tensors. */
final class Tensors {
  private Tensors() {}

  /** A new tensor; the caller closes it. */
  static TFloat32 floats(float[] values, long... shape) {
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
  }

  /** A new tensor; the caller closes it. */
  static TUint8 bytes(byte[] values, long... shape) {
    return TUint8.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
  }

  /** The elements of a float tensor in C order. */
  static float[] toFloats(Tensor tensor) {
    TFloat32 floats = (TFloat32) tensor;
    float[] out = new float[Math.toIntExact(floats.size())];
    floats.asRawTensor().data().asFloats().read(out);
    return out;
  }
}
