package org.dreamer4j.models.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.dreamer4j.models.checkpoint.NamedWeights.Weight;

/**
 * The weights of a folder with one pickle for each module of a danijar/dreamer agent: {@code
 * rssm.pkl}, {@code actor.pkl}, {@code reward.pkl} and so on, each in the order that the module has
 * within {@code variables.pkl}. The encoder of an agent that sees vectors may be empty.
 */
final class ModuleNames {
  private static final Map<String, String> HEADS =
      Map.of("reward", "reward", "value", "value", "pcont", "pcont", "discount", "pcont");

  private final ModulePickles file;
  private final Map<String, Weight> weights = new TreeMap<>();
  private final List<String> others = new ArrayList<>();

  private ModuleNames(ModulePickles file) {
    this.file = file;
  }

  /**
   * Names the entries.
   *
   * @throws CheckpointFormatException if a module has another number of them
   */
  static NamedWeights of(ModulePickles file) throws CheckpointFormatException {
    ModuleNames names = new ModuleNames(file);
    names.assign();
    return new NamedWeights(file.path(), Scheme.DANIJAR, names.weights, Map.of(), names.others);
  }

  private void assign() throws CheckpointFormatException {
    for (String module : file.modules()) {
      List<StoredTensor> tensors = file.tensorsOf(module);
      if (ModulePickles.DYNAMICS.contains(module)) {
        name(module, Tf2Layout.dynamics());
      } else if (module.equals("decoder")) {
        name(module, Tf2Layout.decoder());
      } else if (module.equals("encoder")) {
        name(module, tensors.isEmpty() ? List.of() : Tf2Layout.encoder());
      } else if (module.equals("actor")) {
        actor(tensors);
      } else if (HEADS.containsKey(module)) {
        String head = Objects.requireNonNull(HEADS.get(module));
        name(module, Tf2Layout.head(head, tensors.size() / 2));
      } else {
        tensors.forEach(tensor -> others.add(tensor.name()));
      }
    }
  }

  private void name(String module, List<String> names) throws CheckpointFormatException {
    List<StoredTensor> tensors = file.tensorsOf(module);
    if (tensors.size() != names.size()) {
      throw new CheckpointFormatException(
          file.path(),
          "expected the %d variables of module %s, got %d"
              .formatted(names.size(), module, tensors.size()));
    }
    for (int i = 0; i < names.size(); i++) {
      weights.put(names.get(i), Weight.of(file, tensors.get(i)));
    }
  }

  /** The actor's layers; a normalisation before the last one becomes part of it. */
  private void actor(List<StoredTensor> tensors) throws CheckpointFormatException {
    int last = tensors.size() - 2;
    int first = last - BatchNorm.VARIABLES;
    boolean normalised =
        first > 0
            && tensors.size() % 2 == 0
            && !tensors.get(last).shape().isEmpty()
            && tensors.subList(first, last).stream()
                .allMatch(t -> t.shape().equals(List.of(tensors.get(last).shape().get(0))));
    if (!normalised) {
      name("actor", Tf2Layout.head("action", tensors.size() / 2));
      return;
    }
    requireLayer(tensors.get(last), tensors.get(last + 1));
    List<String> names = Tf2Layout.head("action", (tensors.size() - BatchNorm.VARIABLES) / 2);
    BatchNorm norm =
        new BatchNorm(tensors.subList(first, last).stream().map(t -> Weight.of(file, t)).toList());
    for (int i = 0; i < first; i++) {
      weights.put(names.get(i), Weight.of(file, tensors.get(i)));
    }
    Weight kernel = Weight.of(file, tensors.get(last));
    weights.put(names.get(first), norm.kernel(kernel));
    weights.put(names.get(first + 1), norm.bias(kernel, Weight.of(file, tensors.get(last + 1))));
  }

  private void requireLayer(StoredTensor kernel, StoredTensor bias)
      throws CheckpointFormatException {
    List<Long> shape = kernel.shape();
    if (shape.size() != 2 || kernel.elements() == 0) {
      throw CheckpointFormatException.mismatch(
          file.path(), kernel.name(), "the two sizes of a dense layer", shape.toString());
    }
    if (!bias.shape().equals(shape.subList(1, 2))) {
      throw CheckpointFormatException.mismatch(
          file.path(), bias.name(), shape.subList(1, 2).toString(), bias.shape().toString());
    }
  }
}
