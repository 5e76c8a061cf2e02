package org.dreamer4j.models.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * A call of a signature, its tensors as bytes.
 *
 * @param signature what is called
 * @param inputs by name
 */
record Call(SignatureDef signature, Map<String, byte[]> inputs, int rows) {
  /** A call with random inputs: states and noise normal, every other row starts anew. */
  static Call random(SignatureDef signature, int rows, long seed) {
    Random random = new Random(seed);
    Map<String, byte[]> inputs = new TreeMap<>();
    new TreeMap<>(signature.getInputsMap())
        .forEach((name, info) -> inputs.put(name, bytes(info, rows, random)));
    return new Call(signature, inputs, rows);
  }

  /** The same with other bytes for an input. */
  Call with(String name, byte[] bytes) {
    Map<String, byte[]> changed = new TreeMap<>(inputs);
    changed.put(name, bytes);
    return new Call(signature, changed, rows);
  }

  private static byte[] bytes(TensorInfo info, int rows, Random random) {
    int count = Math.toIntExact(shape(info, rows).size());
    return switch (info.getDtype()) {
      case DT_UINT8 -> {
        byte[] pixels = new byte[count];
        random.nextBytes(pixels);
        yield pixels;
      }
      case DT_BOOL -> {
        byte[] flags = new byte[count];
        for (int i = 0; i < count; i += 2) {
          flags[i] = 1;
        }
        yield flags;
      }
      case DT_FLOAT -> {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
          values[i] = (float) random.nextGaussian();
        }
        yield Floats.toBytes(values);
      }
      default -> throw new AssertionError(info.getDtype());
    };
  }

  /** The shape of an input for so many rows. */
  static Shape shape(TensorInfo info, int rows) {
    return Shape.of(
        info.getTensorShape().getDimList().stream()
            .mapToLong(dim -> dim.getSize() < 0 ? rows : dim.getSize())
            .toArray());
  }

  /** What TensorFlow gives, by the name of the output. */
  Map<String, byte[]> run(Session session) {
    Session.Runner runner = session.runner();
    Map<String, Tensor> fed = new LinkedHashMap<>();
    inputs.forEach((name, bytes) -> fed.put(name, tensor(input(name), bytes)));
    fed.forEach((name, tensor) -> runner.feed(input(name).getName(), tensor));
    Map<String, TensorInfo> outputs = new TreeMap<>(signature.getOutputsMap());
    outputs.values().forEach(info -> runner.fetch(info.getName()));
    Map<String, byte[]> out = new TreeMap<>();
    try (Result result = runner.run()) {
      int i = 0;
      for (String name : outputs.keySet()) {
        Tensor tensor = result.get(i++);
        byte[] bytes = new byte[Math.toIntExact(tensor.asRawTensor().numBytes())];
        tensor.asRawTensor().data().read(bytes);
        out.put(name, bytes);
      }
    }
    fed.values().forEach(Tensor::close);
    return out;
  }

  TensorInfo input(String name) {
    return signature.getInputsOrThrow(name);
  }

  private Tensor tensor(TensorInfo info, byte[] bytes) {
    TType tensor = Tensor.of(type(info.getDtype()), shape(info, rows));
    tensor.asRawTensor().data().write(bytes);
    return tensor;
  }

  private static Class<? extends TType> type(DataType dtype) {
    return switch (dtype) {
      case DT_UINT8 -> TUint8.class;
      case DT_BOOL -> TBool.class;
      case DT_FLOAT -> TFloat32.class;
      default -> throw new AssertionError(dtype);
    };
  }
}
