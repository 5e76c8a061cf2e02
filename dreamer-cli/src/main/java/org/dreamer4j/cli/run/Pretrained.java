package org.dreamer4j.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.ConfigFile;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.Presets;
import org.dreamer4j.envs.wrap.PadActions;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.checkpoint.Checkpoint;
import org.dreamer4j.models.checkpoint.Checkpoint.Part;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.checkpoint.VariablesPickle;
import org.dreamer4j.models.export.ExportSettings;
import org.dreamer4j.models.export.ModelFolder;
import org.dreamer4j.models.export.SavedModelExporter;
import org.jspecify.annotations.Nullable;

/**
 * An agent that was trained elsewhere, as {@code --checkpoint} and {@code --init_from} name it. A
 * {@code config.yaml} beside a checkpoint tells its configuration, otherwise the shapes of its
 * weights do. Holds open files until closed.
 */
public final class Pretrained implements AgentSource, AutoCloseable {
  private static final String TASKS = "tasks";

  private final Path path;
  private final Checkpoint checkpoint;
  private final Map<String, Object> values;
  private final List<String> notes;

  private Pretrained(
      Path path, Checkpoint checkpoint, Map<String, Object> values, List<String> notes) {
    this.notes = List.copyOf(notes);
    this.path = path;
    this.checkpoint = checkpoint;
    this.values = values;
  }

  /**
   * Opens a checkpoint.
   *
   * @param path prefix of a bundle, a pickle, a folder that holds one, or a SavedModel's folder
   * @throws IOException if no agent can be told from it
   */
  public static Pretrained open(Path path) throws IOException {
    Optional<Path> model =
        ModelFolder.isModel(path) ? Optional.of(ModelFolder.find(path)) : Optional.empty();
    Checkpoint checkpoint = Checkpoint.open(model.map(ModelFolder::weights).orElse(path));
    List<String> notes = new ArrayList<>();
    try {
      Optional<DreamerConfig> stored =
          model.isPresent() ? ExportedAgent.stored(model.get()) : stored(path, notes);
      Map<String, Object> values = stored.map(DreamerConfig::toMap).orElseGet(checkpoint::settings);
      if (stored.isEmpty()) {
        notes.addAll(checkpoint.notes());
      }
      return new Pretrained(path, checkpoint, new LinkedHashMap<>(values), notes);
    } catch (IOException | RuntimeException e) {
      checkpoint.close();
      throw e;
    }
  }

  /** The configuration beside a checkpoint; the reference has a file of that name, too. */
  private static Optional<DreamerConfig> stored(Path path, List<String> notes) throws IOException {
    @Nullable Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
    if (folder != null && folder.endsWith(CheckpointDirectory.BEST)) {
      folder = folder.toAbsolutePath().getParent(); // the run's
    }
    if (folder == null || !Files.isRegularFile(folder.resolve(ConfigFile.NAME))) {
      return Optional.empty();
    }
    try {
      return Optional.of(ConfigFile.read(folder.resolve(ConfigFile.NAME)));
    } catch (IllegalArgumentException e) {
      notes.add("not one of ours, so that the weights tell the agent: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** What was assumed of the agent because nothing tells it, a line each. */
  public List<String> notes() {
    return notes;
  }

  /**
   * The parameters that make this agent, with others in place of some.
   *
   * @param overrides values by key; presets among them count as their keys
   * @throws UsageException for an unknown preset
   */
  public Parameters parameters(Map<String, ?> overrides) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    for (String preset : Parameters.presets(overrides)) {
      try {
        all.putAll(Presets.get(preset));
      } catch (IllegalArgumentException e) {
        throw new UsageException(e);
      }
    }
    overrides.forEach(
        (key, value) -> {
          if (!key.equals(DreamerConfig.DEFAULTS)) {
            all.put(key, value);
          }
        });
    return new Parameters(all);
  }

  /**
   * Names the task to act in.
   *
   * @param overrides values of keys that differ from what the checkpoint tells
   * @param task its name, or null if overrides or a stored configuration give it
   * @return the agent's configuration
   * @throws UsageException if no task is given, or a key or value does not fit
   */
  public DreamerConfig config(Map<String, ?> overrides, @Nullable String task) {
    Map<String, Object> all = new LinkedHashMap<>(overrides);
    if (task != null) {
      all.put(TASKS, List.of(task));
    }
    if (!all.containsKey(TASKS) && !values.containsKey(TASKS)) {
      throw new UsageException(
          path
              + " does not say what it was trained for: name the task, e.g. by --params"
              + " '{tasks: [walker_walk]}'");
    }
    return parameters(all).resolve();
  }

  /**
   * The environment as the agent knows it: an agent of several tasks has room for the longest
   * actions.
   */
  @Override
  public Environment fit(Environment environment, DreamerConfig config) {
    Spec own = environment.spec().action();
    Spec known = checkpoint.spec(config).action();
    if (own.getClass() != known.getClass() || own.size() > known.size()) {
      environment.close();
      throw new UsageException(
          "%s acts by %s, the task by %s".formatted(path, words(known), words(own)));
    }
    return own.size() == known.size()
        ? environment
        : new PadActions(environment, List.of(own, known));
  }

  private static String words(Spec action) {
    return action instanceof Spec.Discrete
        ? "one of " + action.size() + " choices"
        : action.size() + (action.size() == 1 ? " number" : " numbers");
  }

  @Override
  public void restore(DreamerAgent agent) throws IOException {
    checkpoint.restore(agent, Part.WEIGHTS);
  }

  @Override
  public Path export(
      DreamerConfig config, EnvironmentSpec spec, Path model, ExportSettings settings)
      throws IOException {
    return SavedModelExporter.export(checkpoint, config, spec, model, settings);
  }

  @Override
  public @Nullable Long envSteps(DreamerConfig config) {
    return null;
  }

  /**
   * Sets weights and, as far as they are there, optimizers of an agent that has not learned yet.
   *
   * @throws IOException if the agent has other networks or the file cannot be read
   */
  public void begin(DreamerAgent agent) throws IOException {
    checkpoint.restore(agent, Part.WEIGHTS, Part.OPTIMIZERS);
  }

  /**
   * Writes the weights as danijar/dreamer's {@code variables.pkl}.
   *
   * @throws IllegalArgumentException if its code could not hold this agent, with the reason
   * @throws IOException if it cannot be written
   */
  public void writePickle(Path file) throws IOException {
    VariablesPickle.write(checkpoint, file);
  }

  /**
   * Writes weights, optimizers and step as a tensor bundle.
   *
   * @throws IOException if it cannot be written
   */
  public void writeBundle(DreamerConfig config, Path prefix) throws IOException {
    try (DreamerAgent agent = checkpoint.load(config, checkpoint.spec(config))) {
      agent.save(prefix.toAbsolutePath(), new TrainingState(0, 0));
    }
  }

  /**
   * Writes a SavedModel whose observations bear the names of their heads.
   *
   * @return the folder of the version
   * @throws IOException if it cannot be written
   */
  public Path writeSavedModel(DreamerConfig config, Path model) throws IOException {
    return export(config, checkpoint.spec(config), model, ExportSettings.DEFAULT);
  }

  @Override
  public String toString() {
    return path.toString();
  }

  @Override
  public void close() throws IOException {
    checkpoint.close();
  }
}
