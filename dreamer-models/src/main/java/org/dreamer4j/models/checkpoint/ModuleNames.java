package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final String SUFFIX = ".pkl";
  private static final List<String> DYNAMICS = List.of("rssm", "dynamics");
  private static final Map<String, String> HEADS =
      Map.of("reward", "reward", "value", "value", "pcont", "pcont", "discount", "pcont");

  private final Map<String, WeightFile> modules;
  private final Map<String, Weight> weights = new TreeMap<>();

  private ModuleNames(Map<String, WeightFile> modules) {
    this.modules = modules;
  }

  /** Whether a path is a folder of pickles named by module. */
  static boolean areIn(Path path) {
    return DYNAMICS.stream().anyMatch(name -> Files.isRegularFile(path.resolve(name + SUFFIX)));
  }

  /**
   * Opens the pickles and names their entries.
   *
   * @param files gets every file that is opened
   */
  static NamedWeights of(Path folder, List<WeightFile> files) throws IOException {
    Map<String, WeightFile> modules = new TreeMap<>();
    List<String> known = new ArrayList<>(DYNAMICS);
    known.addAll(List.of("encoder", "decoder", "actor"));
    known.addAll(HEADS.keySet());
    for (String name : known) {
      Path path = folder.resolve(name + SUFFIX);
      if (Files.isRegularFile(path)) {
        WeightFile file = WeightFiles.open(path);
        files.add(file);
        modules.put(name, file);
      }
    }
    ModuleNames names = new ModuleNames(modules);
    names.assign();
    return new NamedWeights(folder, Scheme.DANIJAR, names.weights, Map.of(), List.of());
  }

  private void assign() throws CheckpointFormatException {
    for (Map.Entry<String, WeightFile> module : modules.entrySet()) {
      String name = module.getKey();
      WeightFile file = module.getValue();
      int layers = file.tensors().size() / 2;
      if (DYNAMICS.contains(name)) {
        name(file, Tf2Layout.dynamics());
      } else if (name.equals("decoder")) {
        name(file, Tf2Layout.decoder());
      } else if (name.equals("encoder")) {
        name(file, file.tensors().isEmpty() ? List.of() : Tf2Layout.encoder());
      } else if (name.equals("actor")) {
        actor(file);
      } else {
        name(file, Tf2Layout.head(Objects.requireNonNull(HEADS.get(name)), layers));
      }
    }
  }

  private void name(WeightFile file, List<String> names) throws CheckpointFormatException {
    List<StoredTensor> tensors = file.tensors();
    if (tensors.size() != names.size()) {
      throw new CheckpointFormatException(
          file.path(),
          "expected the %d variables of this module, got %d"
              .formatted(names.size(), tensors.size()));
    }
    for (int i = 0; i < names.size(); i++) {
      weights.put(names.get(i), Weight.of(file, tensors.get(i)));
    }
  }

  /** The actor's layers; a normalisation before the last one becomes part of it. */
  private void actor(WeightFile file) throws CheckpointFormatException {
    List<StoredTensor> tensors = file.tensors();
    int last = tensors.size() - 2;
    int first = last - BatchNorm.VARIABLES;
    boolean normalised =
        first > 0
            && !tensors.get(last).shape().isEmpty()
            && tensors.subList(first, last).stream()
                .allMatch(t -> t.shape().equals(List.of(tensors.get(last).shape().get(0))));
    if (!normalised) {
      name(file, Tf2Layout.head("action", tensors.size() / 2));
      return;
    }
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
}
