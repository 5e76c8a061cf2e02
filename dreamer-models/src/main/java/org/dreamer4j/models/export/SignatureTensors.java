package org.dreamer4j.models.export;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.family.TType;

/** The tensors behind a signature, checked. */
final class SignatureTensors {
  private final LoadedModel model;
  private final String name;
  private final Map<String, TensorInfo> inputs;
  private final Map<String, TensorInfo> outputs;

  /**
   * The tensors of a signature.
   *
   * @throws SavedModelFormatException if there is none of that name
   */
  SignatureTensors(LoadedModel model, String name) throws SavedModelFormatException {
    SignatureDef signature = model.signature(name);
    this.model = model;
    this.name = name;
    this.inputs = new TreeMap<>(signature.getInputsMap());
    this.outputs = new TreeMap<>(signature.getOutputsMap());
  }

  /** Names of the inputs, in order. */
  Set<String> inputs() {
    return inputs.keySet();
  }

  /**
   * An input.
   *
   * @param rank number of axes; -1 for any
   * @throws SavedModelFormatException if there is none, it has another dtype or rank, or any axis
   *     but the first is free
   */
  <T extends TType> Operand<T> input(String key, Class<T> type, int rank)
      throws SavedModelFormatException {
    return tensor("input", inputs, key, type, rank);
  }

  /**
   * An output.
   *
   * @param rank number of axes; -1 for any
   * @throws SavedModelFormatException if there is none, it has another dtype or rank, or any axis
   *     but the first is free
   */
  <T extends TType> Operand<T> output(String key, Class<T> type, int rank)
      throws SavedModelFormatException {
    return tensor("output", outputs, key, type, rank);
  }

  private <T extends TType> Operand<T> tensor(
      String side, Map<String, TensorInfo> infos, String key, Class<T> type, int rank)
      throws SavedModelFormatException {
    @Nullable TensorInfo info = infos.get(key);
    if (info == null) {
      throw refused("has no " + side + " '" + key + "', only " + infos.keySet());
    }
    Output<?> tensor = model.tensor(info.getName());
    if (!tensor.type().equals(type) || (rank >= 0 && tensor.rank() != rank)) {
      throw refused(
          "has %s '%s' of %s %s, a policy's is of %s with %d axes"
              .formatted(
                  side,
                  key,
                  tensor.type().getSimpleName(),
                  shown(tensor.shape()),
                  type.getSimpleName(),
                  rank));
    }
    if (!hasFreeRows(tensor.shape())) {
      throw refused(
          "has %s '%s' of shape %s, a policy's is free in its first axis alone"
              .formatted(side, key, shown(tensor.shape())));
    }
    return tensor.expect(type);
  }

  private static String shown(Shape shape) {
    return shape.isUnknown() ? "[...]" : shape.toString();
  }

  private static boolean hasFreeRows(Shape shape) {
    if (shape.isUnknown() || shape.isScalar() || shape.get(0) != Shape.UNKNOWN_SIZE) {
      return false;
    }
    return LongStream.of(shape.asArray()).skip(1).allMatch(size -> size > 0);
  }

  private SavedModelFormatException refused(String problem) {
    return new SavedModelFormatException(
        "signature "
            + name
            + " of "
            + model.folder()
            + " "
            + problem
            + "; it is not an exported policy");
  }
}
