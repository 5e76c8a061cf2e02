package org.dreamer4j.models.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the names and shapes of weights say of layers. */
final class Layers {
  private static final String HEAD = "graph/head_";

  private final NamedWeights weights;
  private final Map<String, List<Long>> shapes;

  Layers(NamedWeights weights) {
    this.weights = weights;
    this.shapes = weights.shapes();
  }

  /** Names of all heads. */
  Set<String> heads() {
    Set<String> heads = new TreeSet<>();
    for (String name : shapes.keySet()) {
      if (name.startsWith(HEAD)) {
        heads.add(name.substring(HEAD.length(), name.indexOf('/', HEAD.length())));
      }
    }
    return heads;
  }

  boolean has(String scope) {
    return shapes.keySet().stream().anyMatch(name -> name.startsWith(scope + "/"));
  }

  /** The number of dense layers in a scope; a gap in their numbers counts as a layer. */
  int dense(String scope) {
    int count = 0;
    for (String name : shapes.keySet()) {
      if (name.startsWith(scope + "/dense")) {
        String layer = name.substring(scope.length() + 1, name.lastIndexOf('/'));
        if (layer.matches("dense(_[0-9]{1,3})?")) {
          count = Math.max(count, layer.equals("dense") ? 1 : 1 + number(layer));
        }
      }
    }
    return count;
  }

  private static int number(String layer) {
    return Integer.parseInt(layer.substring("dense_".length()));
  }

  long in(String scope, int layer) throws CheckpointFormatException {
    return kernel(scope, layer).get(0);
  }

  long out(String scope, int layer) throws CheckpointFormatException {
    return kernel(scope, layer).get(1);
  }

  long lastOut(String scope) throws CheckpointFormatException {
    return out(scope, dense(scope) - 1);
  }

  /** Whether the last two layers stand side by side, for mean and standard deviation. */
  boolean endsInTwo(String scope) throws CheckpointFormatException {
    int count = dense(scope);
    return count > 2 && kernel(scope, count - 1).equals(kernel(scope, count - 2));
  }

  /**
   * Whether a layer was trained. Without slots on its neighbour nothing can be told: then it counts
   * as trained.
   */
  boolean hasSlots(String scope, int layer) {
    return slot(scope, layer) || !slot(scope, layer - 1);
  }

  private boolean slot(String scope, int layer) {
    String prefix = "graph/" + name(scope, layer) + "/";
    return weights.state().keySet().stream().anyMatch(state -> state.startsWith(prefix));
  }

  /** Sizes of a weight, empty if there is none or it is no kernel of a convolution. */
  List<Long> shape(String name) {
    List<Long> shape = shapes.getOrDefault(name, List.of());
    return shape.size() == 4 ? shape : List.of();
  }

  private List<Long> kernel(String scope, int layer) throws CheckpointFormatException {
    String name = name(scope, layer);
    List<Long> shape = shapes.get(name);
    if (shape == null) {
      throw new CheckpointFormatException(
          weights.path(), "no agent can be told from this: it has no '" + name + "'");
    }
    if (shape.size() != 2 || shape.get(0) < 1 || shape.get(1) < 1) {
      throw CheckpointFormatException.mismatch(
          weights.path(), name, "the two sizes of a dense layer", shape.toString());
    }
    return shape;
  }

  private static String name(String scope, int layer) {
    return scope + "/dense" + (layer == 0 ? "" : "_" + layer) + "/kernel";
  }
}
