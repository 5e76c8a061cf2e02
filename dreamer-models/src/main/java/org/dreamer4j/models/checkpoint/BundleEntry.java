package org.dreamer4j.models.checkpoint;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dreamer4j.core.ElementType;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What the index of a bundle says about one tensor.
 *
 * @param tensor what it is
 * @param type how its elements are stored; null for a type that is not read
 * @param partitioned whether its values are stored as slices under other keys
 * @param shard number of the data file
 * @param offset where in that file the data begins, bytes
 * @param checksum masked CRC-32C of the data
 */
record BundleEntry(
    StoredTensor tensor,
    @Nullable ElementType type,
    boolean partitioned,
    int shard,
    long offset,
    int checksum) {
  private static final int MAX_ENTRY_BYTES = 1 << 20;
  private static final int MAX_RANK = 254;
  private static final String PREFIX = "DT_";

  /** Parses a value of the index. */
  static BundleEntry parse(Path file, String name, byte[] value) throws CheckpointFormatException {
    if (value.length > MAX_ENTRY_BYTES) {
      throw new CheckpointFormatException(file, name, "entry of " + value.length + " bytes");
    }
    BundleEntryProto proto;
    try {
      proto = BundleEntryProto.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new CheckpointFormatException(file, name, "malformed entry (" + e.getMessage() + ")");
    }
    if (proto.getDtype() == DataType.UNRECOGNIZED || proto.getDtype() == DataType.DT_INVALID) {
      throw new CheckpointFormatException(
          file, name, "unknown element type " + proto.getDtypeValue());
    }
    if (proto.getOffset() < 0 || proto.getSize() < 0 || proto.getShardId() < 0) {
      throw new CheckpointFormatException(file, name, "negative offset, size or shard");
    }
    ElementType type = type(proto.getDtype());
    boolean partitioned = proto.getSlicesCount() > 0;
    List<Long> shape = shape(file, name, proto.getShape());
    long needed = bytes(file, name, shape, type);
    if (type != null && !partitioned && needed != proto.getSize()) {
      throw CheckpointFormatException.mismatch(
          file,
          name,
          needed + " bytes for " + type.label() + " " + shape,
          proto.getSize() + " bytes");
    }
    String dtype = type == null ? label(proto.getDtype()) : type.label();
    return new BundleEntry(
        new StoredTensor(name, dtype, shape, type == null ? proto.getSize() : needed),
        type,
        partitioned,
        proto.getShardId(),
        proto.getOffset(),
        proto.getCrc32C());
  }

  private static List<Long> shape(Path file, String name, TensorShapeProto proto)
      throws CheckpointFormatException {
    if (proto.getUnknownRank() || proto.getDimCount() > MAX_RANK) {
      throw new CheckpointFormatException(
          file, name, "shape of unknown rank or more than " + MAX_RANK + " dimensions");
    }
    List<Long> shape = new ArrayList<>();
    for (TensorShapeProto.Dim dim : proto.getDimList()) {
      if (dim.getSize() < 0) {
        throw new CheckpointFormatException(file, name, "negative size in its shape");
      }
      shape.add(dim.getSize());
    }
    return shape;
  }

  private static long bytes(Path file, String name, List<Long> shape, @Nullable ElementType type)
      throws CheckpointFormatException {
    try {
      long elements = shape.stream().reduce(1L, Math::multiplyExact);
      return Math.multiplyExact(elements, type == null ? 1 : type.bytes());
    } catch (ArithmeticException e) {
      throw new CheckpointFormatException(file, name, "shape " + shape + " is too large");
    }
  }

  private static @Nullable ElementType type(DataType type) {
    return switch (type) {
      case DT_UINT8 -> ElementType.UINT8;
      case DT_BOOL -> ElementType.BOOL;
      case DT_HALF -> ElementType.FLOAT16;
      case DT_BFLOAT16 -> ElementType.BFLOAT16;
      case DT_FLOAT -> ElementType.FLOAT32;
      case DT_DOUBLE -> ElementType.FLOAT64;
      case DT_INT32 -> ElementType.INT32;
      case DT_INT64 -> ElementType.INT64;
      default -> null;
    };
  }

  /** A type's name as tables show it, e.g. {@code float32} or {@code string}. */
  static String label(DataType type) {
    ElementType known = type(type);
    return known == null ? type.name().replace(PREFIX, "").toLowerCase(Locale.ROOT) : known.label();
  }
}
