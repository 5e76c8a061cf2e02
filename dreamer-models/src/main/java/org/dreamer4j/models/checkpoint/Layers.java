package org.dreamer4j.models.checkpoint;

import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the names and shapes of weights say of layers. */
final class Layers {
  private static final String HEAD = "graph/head_";
  private static final Pattern DENSE = Pattern.compile("dense(?:_([0-9]{1,3}))?/.+");

  /** Far above any agent's sizes, far below what exhausts memory. */
  private static final int MAX_SIZE = 1 << 20;

  private final NamedWeights weights;
  private final NavigableMap<String, List<Long>> shapes;

  Layers(NamedWeights weights) {
    this.weights = weights;
    this.shapes = new TreeMap<>(weights.shapes());
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
    return !within(scope).isEmpty();
  }

  /** Names below a scope, without a look at the others: a hostile file may have very many. */
  private Set<String> within(String scope) {
    return shapes.subMap(scope + "/", scope + (char) ('/' + 1)).keySet();
  }

  /**
   * The number of dense layers in a scope. Gaps in their numbers count as layers as long as they
   * are no more than the layers that are there.
   */
  int dense(String scope) {
    Set<Integer> numbers = new TreeSet<>();
    for (String name : within(scope)) {
      Matcher layer = DENSE.matcher(name.substring(scope.length() + 1));
      if (layer.matches()) {
        numbers.add(layer.group(1) == null ? 0 : Integer.parseInt(layer.group(1)));
      }
    }
    int last = numbers.stream().reduce(-1, Math::max);
    return Math.min(1 + last, 2 * numbers.size());
  }

  int in(String scope, int layer) throws CheckpointFormatException {
    return kernel(scope, layer).get(0);
  }

  int out(String scope, int layer) throws CheckpointFormatException {
    return kernel(scope, layer).get(1);
  }

  int lastOut(String scope) throws CheckpointFormatException {
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

  /** Sizes of a convolution's kernel, empty if there is none. */
  List<Integer> convolution(String scope, String layer) throws CheckpointFormatException {
    String name = scope + "/" + layer + "/kernel";
    List<Long> shape = shapes.getOrDefault(name, List.of());
    return shape.size() == 4 ? sizes(name, shape) : List.of();
  }

  private List<Integer> kernel(String scope, int layer) throws CheckpointFormatException {
    String name = name(scope, layer);
    List<Long> shape = shapes.get(name);
    if (shape == null) {
      throw new CheckpointFormatException(
          weights.path(), name, "is missing, no agent can be told without it");
    }
    if (shape.size() != 2) {
      throw CheckpointFormatException.mismatch(
          weights.path(), name, "the two sizes of a dense layer", shape.toString());
    }
    return sizes(name, shape);
  }

  private List<Integer> sizes(String name, List<Long> shape) throws CheckpointFormatException {
    for (long size : shape) {
      if (size < 1 || size > MAX_SIZE) {
        throw CheckpointFormatException.mismatch(
            weights.path(), name, "sizes from 1 to " + MAX_SIZE, shape.toString());
      }
    }
    return shape.stream().map(Math::toIntExact).toList();
  }

  private static String name(String scope, int layer) {
    return scope + "/dense" + (layer <= 0 ? "" : "_" + layer) + "/kernel";
  }
}
