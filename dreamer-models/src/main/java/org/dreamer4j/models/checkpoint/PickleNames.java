package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dreamer4j.models.checkpoint.NamedWeights.Weight;

/**
 * The weights of danijar/dreamer's {@code variables.pkl}, which have an order and no names. What
 * the order leaves open, how many layers the heads have, the shapes tell.
 */
final class PickleNames {
  private final WeightFile file;
  private final List<StoredTensor> tensors;

  private PickleNames(WeightFile file) {
    this.file = file;
    this.tensors = file.tensors();
  }

  /**
   * Names the entries.
   *
   * @throws CheckpointFormatException if they are no agent's variables
   */
  static NamedWeights of(WeightFile file) throws IOException {
    PickleNames names = new PickleNames(file);
    return names.assign(names.layout().names());
  }

  private Tf2Layout layout() throws IOException {
    int decoder = 0;
    while (decoder < tensors.size() && rank(decoder) != 4) {
      decoder++;
    }
    // The decoder's dense layer stands between the actor and the first deconvolution.
    int actor = (decoder - 3) / 2;
    if (decoder == tensors.size() || decoder % 2 == 0 || actor < 2 || rank(0) != 0) {
      throw unlike("it does not begin with a step, an actor and a decoder");
    }
    int means = 1 + Tf2Layout.BEFORE_METRICS + 2 * actor;
    int heads = means;
    while (heads < tensors.size() && rank(heads) == 0) {
      heads++;
    }
    List<Integer> layers = heads(heads);
    if (layers.size() != 2 && layers.size() != 3) {
      throw unlike(
          "expected reward, pcont if any, and value at its end, got " + layers.size() + " heads");
    }
    int last = layers.size() - 1;
    return new Tf2Layout(actor, layers.get(0), last == 2 ? layers.get(1) : 0, layers.get(last));
  }

  /** Dense layers of each head from an entry on; a head ends with a single unit. */
  private List<Integer> heads(int first) throws IOException {
    List<Integer> layers = new ArrayList<>();
    int count = 0;
    for (int i = first; i + 1 < tensors.size(); i += 2) {
      if (rank(i) != 2) {
        throw unlike("expected the kernel of a dense layer at index " + i);
      }
      count++;
      if (tensors.get(i).shape().get(1) == 1) {
        layers.add(count);
        count = 0;
      }
    }
    if (count != 0) {
      throw unlike("its last head has no output");
    }
    return layers;
  }

  private NamedWeights assign(List<String> names) throws IOException {
    if (names.size() != tensors.size()) {
      throw unlike("expected " + names.size() + " entries, got " + tensors.size());
    }
    Map<String, Weight> weights = new TreeMap<>();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).startsWith("graph/")) {
        weights.put(names.get(i), Weight.of(file, tensors.get(i)));
      } else {
        others.add(tensors.get(i).name());
      }
    }
    return new NamedWeights(path(), Scheme.DANIJAR, weights, Map.of(), others);
  }

  private int rank(int index) {
    return index < tensors.size() ? tensors.get(index).shape().size() : -1;
  }

  private Path path() {
    return file.path();
  }

  private CheckpointFormatException unlike(String why) {
    return new CheckpointFormatException(
        path(), "these are not the variables of a danijar/dreamer agent: " + why);
  }
}
