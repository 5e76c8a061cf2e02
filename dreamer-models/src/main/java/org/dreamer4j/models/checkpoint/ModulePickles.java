package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dreamer4j.core.Array;

/**
 * A folder with one pickle for each module of an agent derived from danijar/dreamer: {@code
 * rssm.pkl}, {@code actor.pkl}, {@code reward.pkl} and so on. An array is named by its module and
 * its name in the pickle, e.g. {@code actor/3}.
 */
public final class ModulePickles implements WeightFile {
  /** Modules without which no world model is there. */
  static final Set<String> DYNAMICS = Set.of("rssm", "dynamics");

  private static final String SUFFIX = ".pkl";

  private final Path folder;
  private final Map<String, PickledVariables> modules;

  private ModulePickles(Path folder, Map<String, PickledVariables> modules) {
    this.folder = folder;
    this.modules = modules;
  }

  /** Whether a path is a folder of pickles named by module. */
  static boolean areIn(Path path) {
    return DYNAMICS.stream().anyMatch(name -> Files.isRegularFile(path.resolve(name + SUFFIX)));
  }

  /**
   * Opens all pickles of a folder.
   *
   * @throws CheckpointFormatException if one is damaged or holds anything but arrays
   * @throws IOException if one cannot be read at all
   */
  static ModulePickles open(Path folder) throws IOException {
    Map<String, PickledVariables> modules = new TreeMap<>();
    for (Path file : pickles(folder)) {
      String name = file.getFileName().toString();
      modules.put(name.substring(0, name.length() - SUFFIX.length()), PickledVariables.open(file));
    }
    return new ModulePickles(folder, modules);
  }

  private static List<Path> pickles(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  /** Names of the modules. */
  Set<String> modules() {
    return modules.keySet();
  }

  /** A module's arrays, in the order of its pickle. */
  List<StoredTensor> tensorsOf(String module) {
    return tensors().stream().filter(t -> t.name().startsWith(module + "/")).toList();
  }

  @Override
  public Path path() {
    return folder;
  }

  @Override
  public String format() {
    return "folder of pickles";
  }

  @Override
  public List<Path> files() {
    return modules.values().stream().map(PickledVariables::path).toList();
  }

  @Override
  public List<StoredTensor> tensors() {
    List<StoredTensor> tensors = new ArrayList<>();
    modules.forEach(
        (module, pickle) ->
            pickle
                .tensors()
                .forEach(
                    t ->
                        tensors.add(
                            new StoredTensor(
                                module + "/" + t.name(), t.dtype(), t.shape(), t.bytes()))));
    return tensors;
  }

  @Override
  public boolean isReadable(String name) {
    return pickle(name).isReadable(name.substring(name.indexOf('/') + 1));
  }

  @Override
  public Array read(String name) throws IOException {
    return pickle(name).read(name.substring(name.indexOf('/') + 1));
  }

  private PickledVariables pickle(String name) {
    PickledVariables pickle = modules.get(name.substring(0, Math.max(0, name.indexOf('/'))));
    if (pickle == null) {
      throw new IllegalArgumentException("no variable '" + name + "' in " + folder);
    }
    return pickle;
  }

  @Override
  public void close() throws IOException {
    for (PickledVariables pickle : modules.values()) {
      pickle.close();
    }
  }
}
