package org.dreamer4j.envs.remote;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.dreamer4j.envs.remote.protocol.TensorSpec;

/** Reads tensors of the protocol; what does not fit its spec is refused. */
final class Tensors {
  /** Most elements of a tensor, so that one element that stands for all cannot fill the memory. */
  static final int MOST_ELEMENTS = Servers.MOST_MESSAGE_BYTES;

  private Tensors() {}

  /** For messages: the name, the type and the sizes. */
  static String describe(TensorSpec spec) {
    return "'" + spec.getName() + "' (" + spec.getDtype() + " " + spec.getShapeList() + ")";
  }

  /**
   * Number of elements that a spec promises.
   *
   * @throws RemoteFailure if a size is left open, or there are too many elements
   */
  static int size(TensorSpec spec) throws RemoteFailure {
    long count = 1;
    for (int length : spec.getShapeList()) {
      if (length < 0) {
        throw RemoteFailure.lasting(describe(spec) + " has no fixed size");
      }
      count = Math.min(count * length, Integer.MAX_VALUE);
    }
    if (count > MOST_ELEMENTS) {
      throw RemoteFailure.lasting(
          describe(spec) + " is too large, " + MOST_ELEMENTS + " elements are the most");
    }
    return (int) count;
  }

  /**
   * The numbers of a float tensor.
   *
   * @throws RemoteFailure if it does not fit its spec or a number is not finite
   */
  static float[] floats(Tensor tensor, TensorSpec spec) throws RemoteFailure {
    checkShape(tensor, spec);
    Numbers numbers =
        switch (spec.getDtype()) {
          case FLOAT -> Numbers.of(tensor.getFloats().getArrayList());
          case DOUBLE -> Numbers.of(tensor.getDoubles().getArrayList());
          default -> throw RemoteFailure.lasting(describe(spec) + " holds no floats");
        };
    float[] out = new float[size(spec)];
    checkCount(numbers.count, out.length, spec);
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) numbers.get(i);
      if (!Float.isFinite(out[i])) {
        throw RemoteFailure.passing(describe(spec) + " came with " + numbers.get(i));
      }
    }
    return out;
  }

  /**
   * The bytes of a uint8 tensor.
   *
   * @throws RemoteFailure if it does not fit its spec
   */
  static byte[] bytes(Tensor tensor, TensorSpec spec) throws RemoteFailure {
    checkShape(tensor, spec);
    ByteString data = tensor.getUint8S().getArray();
    int size = size(spec);
    checkCount(data.size(), size, spec);
    if (data.size() == size) {
      return data.toByteArray();
    }
    byte[] out = new byte[size];
    Arrays.fill(out, data.byteAt(0));
    return out;
  }

  /**
   * A bound of each element.
   *
   * @param size number of elements; a bound may be given once for all
   * @return empty if there is none
   * @throws RemoteFailure if there are too few or too many
   */
  static Optional<double[]> bounds(TensorSpec.Value value, TensorSpec spec, int size)
      throws RemoteFailure {
    Numbers numbers = numbers(value);
    if (numbers.count == 0) {
      return Optional.empty();
    }
    checkCount(numbers.count, size, spec);
    double[] out = new double[size];
    Arrays.setAll(out, numbers::get);
    return Optional.of(out);
  }

  private static Numbers numbers(TensorSpec.Value value) {
    return switch (value.getPayloadCase()) {
      case FLOAT -> Numbers.of(List.of(value.getFloat()));
      case DOUBLE -> Numbers.of(List.of(value.getDouble()));
      case INT8 -> Numbers.of(List.of(value.getInt8()));
      case INT32 -> Numbers.of(List.of(value.getInt32()));
      case INT64 -> Numbers.of(List.of(value.getInt64()));
      case UINT8 -> Numbers.of(List.of(value.getUint8()));
      case UINT32 -> Numbers.of(List.of(value.getUint32()));
      case UINT64 -> Numbers.of(List.of(value.getUint64()));
      case FLOATS -> Numbers.of(value.getFloats().getArrayList());
      case DOUBLES -> Numbers.of(value.getDoubles().getArrayList());
      case INT8S -> Numbers.of(value.getInt8S().getArray(), true);
      case INT32S -> Numbers.of(value.getInt32S().getArrayList());
      case INT64S -> Numbers.of(value.getInt64S().getArrayList());
      case UINT8S -> Numbers.of(value.getUint8S().getArray(), false);
      case UINT32S -> Numbers.of(value.getUint32S().getArrayList());
      case UINT64S -> Numbers.of(value.getUint64S().getArrayList());
      case PAYLOAD_NOT_SET -> Numbers.of(List.of());
    };
  }

  /** The type must be the promised one, and the sizes; one of them may be left to the count. */
  private static void checkShape(Tensor tensor, TensorSpec spec) throws RemoteFailure {
    // Both enumerations count the types in the same way.
    boolean isSameType = tensor.getPayloadCase().getNumber() == spec.getDtypeValue();
    boolean isSameShape = tensor.getShapeCount() == spec.getShapeCount();
    for (int i = 0; isSameShape && i < spec.getShapeCount(); i++) {
      isSameShape = tensor.getShape(i) < 0 || tensor.getShape(i) == spec.getShape(i);
    }
    if (!isSameType || !isSameShape) {
      throw RemoteFailure.passing(
          describe(spec) + " came as " + tensor.getPayloadCase() + " " + tensor.getShapeList());
    }
  }

  private static void checkCount(int count, int size, TensorSpec spec) throws RemoteFailure {
    if (count != size && count != 1) {
      throw RemoteFailure.passing(describe(spec) + " came with " + count + " elements");
    }
  }

  /** Numbers of any type; a single one stands for as many as are wanted. */
  private record Numbers(int count, IntToDoubleFunction at) {
    static Numbers of(List<? extends Number> list) {
      return new Numbers(list.size(), i -> list.get(i).doubleValue());
    }

    static Numbers of(ByteString bytes, boolean signed) {
      return new Numbers(
          bytes.size(), i -> signed ? bytes.byteAt(i) : Byte.toUnsignedInt(bytes.byteAt(i)));
    }

    double get(int index) {
      return at.applyAsDouble(count == 1 ? 0 : index);
    }
  }
}
