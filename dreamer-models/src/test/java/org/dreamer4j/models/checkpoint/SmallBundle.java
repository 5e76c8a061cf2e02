package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dreamer4j.core.MaskedCrc;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/** A bundle of a few small tensors, to be damaged. */
final class SmallBundle {
  final SortedMap<String, byte[]> entries = new TreeMap<>();
  private final ByteBuffer data = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

  /** Three tensors in one shard. */
  SmallBundle() {
    header(1);
    add("graph/encoder/conv2d/bias", DataType.DT_FLOAT, 2).putFloat(1).putFloat(Float.NaN);
    add("graph/encoder/conv2d/kernel", DataType.DT_FLOAT, 2, 3);
    add("global_step", DataType.DT_INT64).putLong(1000);
    data.position(0);
    checksum("graph/encoder/conv2d/bias", 0, 8);
    checksum("graph/encoder/conv2d/kernel", 8, 24);
    checksum("global_step", 32, 8);
  }

  /** Says of how many shards it is. */
  void header(int shards) {
    entries.put("", BundleHeaderProto.newBuilder().setNumShards(shards).build().toByteArray());
  }

  private ByteBuffer add(String name, DataType type, int... shape) {
    int elements = 1;
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (int size : shape) {
      elements *= size;
      dims.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    int bytes = elements * (type == DataType.DT_INT64 ? 8 : 4);
    int offset = name.equals("global_step") ? 32 : name.endsWith("kernel") ? 8 : 0;
    put(
        name,
        BundleEntryProto.newBuilder()
            .setDtype(type)
            .setShape(dims)
            .setOffset(offset)
            .setSize(bytes));
    return data.position(offset);
  }

  private void checksum(String name, int offset, int bytes) {
    ByteBuffer part = ByteBuffer.wrap(data.array(), offset, bytes);
    put(name, entry(name).setCrc32C(MaskedCrc.of(part)));
  }

  /** What the index says about a tensor, to be changed. */
  BundleEntryProto.Builder entry(String name) {
    try {
      return BundleEntryProto.parseFrom(entries.get(name)).toBuilder();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Says something about a tensor. */
  void put(String name, BundleEntryProto.Builder entry) {
    entries.put(name, entry.build().toByteArray());
  }

  /** The data file. */
  byte[] data() {
    byte[] out = new byte[40];
    data.get(0, out);
    return out;
  }

  /** Writes both files. */
  Path write(Path prefix) throws IOException {
    Files.write(TensorBundle.index(prefix), TableFile.of(entries));
    Files.write(prefix.resolveSibling(prefix.getFileName() + ".data-00000-of-00001"), data());
    return prefix;
  }
}
