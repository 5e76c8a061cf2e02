package org.dreamer4j.envs.remote;

import com.google.protobuf.ByteString;
import java.util.EnumSet;
import java.util.Set;
import org.dreamer4j.envs.remote.protocol.DataType;
import org.dreamer4j.envs.remote.protocol.Tensor;
import org.dreamer4j.envs.remote.protocol.TensorSpec;

/** Integer tensors of one element. */
final class Integers {
  private static final Set<DataType> TYPES =
      EnumSet.of(
          DataType.INT8,
          DataType.INT32,
          DataType.INT64,
          DataType.UINT8,
          DataType.UINT32,
          DataType.UINT64);

  private Integers() {}

  static boolean isInteger(DataType type) {
    return TYPES.contains(type);
  }

  /**
   * A tensor of one element.
   *
   * @throws IllegalArgumentException if the spec is not of an integer
   */
  static Tensor tensor(long value, TensorSpec spec) {
    Tensor.Builder tensor = Tensor.newBuilder().addAllShape(spec.getShapeList());
    ByteString oneByte = ByteString.copyFrom(new byte[] {(byte) value});
    switch (spec.getDtype()) {
      case INT8 -> tensor.getInt8SBuilder().setArray(oneByte);
      case UINT8 -> tensor.getUint8SBuilder().setArray(oneByte);
      case INT32 -> tensor.getInt32SBuilder().addArray((int) value);
      case UINT32 -> tensor.getUint32SBuilder().addArray((int) value);
      case INT64 -> tensor.getInt64SBuilder().addArray(value);
      case UINT64 -> tensor.getUint64SBuilder().addArray(value);
      default -> throw new IllegalArgumentException(Tensors.describe(spec) + " is no integer");
    }
    return tensor.build();
  }
}
