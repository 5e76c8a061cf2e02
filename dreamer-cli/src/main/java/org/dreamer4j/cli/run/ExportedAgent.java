package org.dreamer4j.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.TaskGroup;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.export.DreamerPolicy;
import org.dreamer4j.models.export.DreamerPolicy.Choice;
import org.dreamer4j.models.export.ModelFolder;
import org.dreamer4j.models.export.SavedModelFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A SavedModel that acts in the task its card names, or in another one.
 *
 * @param folder of the version that acts
 * @param config as the card has it; all defaults without a card
 * @param task where it acts
 */
public record ExportedAgent(Path folder, DreamerConfig config, String task) {
  /**
   * A SavedModel with its card.
   *
   * @param model folder of the model or of one version
   * @param task where it is to act; null for the task of the card
   * @throws UsageException if there is no SavedModel, or nothing names the task
   * @throws IOException if a file cannot be read
   */
  public static ExportedAgent of(Path model, @Nullable String task) throws IOException {
    Path folder;
    try {
      folder = ModelFolder.find(model);
    } catch (SavedModelFormatException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    DreamerConfig config = stored(folder).orElse(null);
    if (config != null) {
      return new ExportedAgent(folder, config, task == null ? config.task().task() : task);
    }
    if (task == null) {
      throw new UsageException(
          "there is no " + ModelFolder.card(folder) + "; name the task with --task");
    }
    return new ExportedAgent(folder, DreamerConfig.defaults(), task);
  }

  /** The configuration on a version's card, if there is a card. */
  static Optional<DreamerConfig> stored(Path version) throws IOException {
    Path card = ModelFolder.card(version);
    return Files.isRegularFile(card) ? Optional.of(config(card)) : Optional.empty();
  }

  private static DreamerConfig config(Path card) throws IOException {
    try {
      Map<String, Object> values =
          new ObjectMapper().readValue(Files.readString(card), new TypeReference<>() {});
      if (values.get("config") instanceof Map<?, ?> config) {
        Map<String, Object> keys = new LinkedHashMap<>();
        config.forEach((key, value) -> keys.put(String.valueOf(key), value));
        return DreamerConfig.defaults().with(keys);
      }
      throw new UsageException(card + " holds no configuration; name the task with --task");
    } catch (JsonProcessingException e) {
      throw new UsageException(card + " is no JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new UsageException(card + ": " + e.getMessage());
    }
  }

  /**
   * The same agent with simulators elsewhere.
   *
   * @param places values of keys that say where simulators are
   * @throws UsageException for any other key, or a value that does not fit
   */
  public ExportedAgent with(Map<String, ?> places) {
    for (String key : places.keySet()) {
      if (!Simulators.PLACES.contains(key)) {
        throw new UsageException(
            "a saved model acts as it is: --params takes only where simulators are, "
                + String.join(", ", Simulators.PLACES)
                + "; got '"
                + key
                + "'");
      }
    }
    return new ExportedAgent(folder, Simulators.moved(config, places), task);
  }

  /**
   * Runs test episodes.
   *
   * @param choice how actions are chosen
   * @param seed of the environment and of all noise
   * @param execution what the model runs on
   * @param each gets every episode when it ends
   * @throws UsageException if the task is unknown, or does not fit the model
   * @throws IOException if the model cannot be read
   */
  public void run(
      int episodes, Choice choice, long seed, Execution execution, Consumer<Episode> each)
      throws IOException {
    try (Environment environment = environment(seed);
        DreamerPolicy policy =
            DreamerPolicy.load(folder, new DreamerPolicy.Settings(choice, seed, execution))) {
      Driver driver = new Driver(environment);
      for (int i = 0; i < episodes; i++) {
        each.accept(episode(driver, policy));
      }
    } catch (SavedModelFormatException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private Episode episode(Driver driver, DreamerPolicy policy) {
    try {
      return driver.runEpisode(policy);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "task '" + task + "' does not fit the model " + folder + ": " + e.getMessage());
    }
  }

  private Environment environment(long seed) {
    EnvironmentOptions options = Seeds.options(config, seed);
    List<String> learned = config.task().tasks();
    List<String> tasks = learned.contains(task) ? learned : List.of(task);
    try {
      return TaskGroup.of(Simulators.registry(config), tasks, options).make(task, options);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }
}
