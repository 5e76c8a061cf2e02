package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dreamer4j.core.Array;

/**
 * Weights under the names of this SDK, whatever names and order their file gives them.
 *
 * @param path the file
 * @param scheme whose networks they are
 * @param weights by name
 * @param state what else belongs to a training: slots, powers and counters, by name
 * @param others names in the file that are nothing of ours, e.g. running means
 */
record NamedWeights(
    Path path,
    Scheme scheme,
    Map<String, Weight> weights,
    Map<String, Weight> state,
    List<String> others) {

  /** The name of the global step. */
  static final String STEP = "global_step";

  /** Reads a weight's values. */
  @FunctionalInterface
  interface Reading {
    Array read() throws IOException;
  }

  /**
   * A weight that is not read yet.
   *
   * @param stored its name in the file
   * @param shape its sizes
   * @param reading reads it
   */
  record Weight(String stored, List<Long> shape, Reading reading) {
    /** A tensor of a file as it is. */
    static Weight of(WeightFile file, StoredTensor tensor) {
      return new Weight(tensor.name(), tensor.shape(), () -> file.read(tensor.name()));
    }
  }

  NamedWeights {
    weights = Collections.unmodifiableMap(new TreeMap<>(weights));
    state = Collections.unmodifiableMap(new TreeMap<>(state));
    others = List.copyOf(others);
  }

  /** Whether slots or powers of optimizers are there. */
  boolean hasOptimizers() {
    return state.keySet().stream().anyMatch(name -> !name.equals(STEP));
  }

  /** Shapes of the weights by name. */
  Map<String, List<Long>> shapes() {
    Map<String, List<Long>> shapes = new TreeMap<>();
    weights.forEach((name, weight) -> shapes.put(name, weight.shape()));
    return shapes;
  }
}
