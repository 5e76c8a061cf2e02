package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.dreamer4j.core.MaskedCrc;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/** A bundle of float tensors, by default with the names and shapes of an agent's weights. */
final class AgentBundle {
  /** Where a tensor's values lie does not follow its name, so that it can be renamed. */
  private record Tensor(DataType type, List<Long> shape, float[] values) {}

  private final SortedMap<String, Tensor> tensors = new TreeMap<>();
  private final SplittableRandom random = new SplittableRandom(1);

  /** Tensors of these shapes with small random values. */
  static AgentBundle of(Map<String, List<Long>> shapes) {
    AgentBundle bundle = new AgentBundle();
    shapes.forEach(bundle::add);
    return bundle;
  }

  /** All float tensors of a file. */
  static AgentBundle of(WeightFile file) throws IOException {
    AgentBundle bundle = new AgentBundle();
    for (StoredTensor tensor : file.tensors()) {
      if (tensor.dtype().equals("float32")) {
        float[] values = file.read(tensor.name()).toFloats();
        bundle.tensors.put(tensor.name(), new Tensor(DataType.DT_FLOAT, tensor.shape(), values));
      }
    }
    return bundle;
  }

  /** Adds a tensor, or gives it another shape. */
  AgentBundle add(String name, List<Long> shape) {
    int size = shape.stream().reduce(1L, Math::multiplyExact).intValue();
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextInt(-100, 100) / 1000f;
    }
    tensors.put(name, new Tensor(DataType.DT_FLOAT, shape, values));
    return this;
  }

  /** Adds a tensor without values that claims a type and a shape. */
  AgentBundle claim(String name, DataType type, List<Long> shape) {
    tensors.put(name, new Tensor(type, shape, new float[0]));
    return this;
  }

  AgentBundle remove(String name) {
    tensors.remove(name);
    return this;
  }

  /** Gives each of two tensors the other's name. */
  AgentBundle swap(String one, String other) {
    Tensor tensor = tensors.get(one);
    tensors.put(one, tensors.get(other));
    tensors.put(other, tensor);
    return this;
  }

  /** Entries of the index by name. */
  SortedMap<String, byte[]> entries() {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put("", BundleHeaderProto.newBuilder().setNumShards(1).build().toByteArray());
    long offset = 0;
    for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
      Tensor tensor = named.getValue();
      byte[] data = bytes(tensor);
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      tensor.shape.forEach(s -> shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(s)));
      entries.put(
          named.getKey(),
          BundleEntryProto.newBuilder()
              .setDtype(tensor.type)
              .setShape(shape)
              .setOffset(offset)
              .setSize(data.length)
              .setCrc32C(MaskedCrc.of(ByteBuffer.wrap(data)))
              .build()
              .toByteArray());
      offset += data.length;
    }
    return entries;
  }

  /** Writes both files. */
  Path write(Path prefix) throws IOException {
    Files.write(TensorBundle.index(prefix), TableFile.of(entries()));
    try (var out =
        Files.newOutputStream(
            prefix.resolveSibling(prefix.getFileName() + ".data-00000-of-00001"))) {
      for (Tensor tensor : tensors.values()) {
        out.write(bytes(tensor));
      }
    }
    return prefix;
  }

  private static byte[] bytes(Tensor tensor) {
    ByteBuffer data =
        ByteBuffer.allocate(Float.BYTES * tensor.values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(tensor.values);
    return data.array();
  }
}
