package org.dreamer4j.core.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that shapes a run. Keys are those of google-research/dreamer {@code configs.py}; each
 * component's {@link Setting} gives default, unit and meaning.
 *
 * @param data replay and batches
 * @param model encoder and recurrent model
 * @param heads what is predicted from features, actor and value included
 * @param loss terms of the model loss
 * @param behavior imagination, actor and value losses
 * @param optimizer learning rates and clipping
 * @param schedule when to collect, test, save and end
 * @param acting who acts, and exploration
 * @param planner how planners search
 * @param task task and seed
 * @param simulator where simulators outside this program are found
 */
public record DreamerConfig(
    DataConfig data,
    ModelConfig model,
    HeadsConfig heads,
    LossConfig loss,
    BehaviorConfig behavior,
    OptimizerConfig optimizer,
    ScheduleConfig schedule,
    ActingConfig acting,
    PlannerConfig planner,
    TaskConfig task,
    SimulatorConfig simulator) {

  /** The key that lists the presets to merge. */
  public static final String DEFAULTS = "defaults";

  public DreamerConfig {
    Combinations.check(
        new Combinations.Parts(data, heads, loss, behavior, schedule, acting, planner));
  }

  /** The configuration with every key at its default. */
  public static DreamerConfig defaults() {
    return Settings.build(Map.of());
  }

  /**
   * Resolves parameters as the reference does: among the presets named under {@code defaults} the
   * first in the list wins, and explicit keys win over all. Without {@code defaults} the preset
   * {@code dreamer} is taken.
   *
   * @param params keys and values as read from YAML
   * @throws IllegalArgumentException for an unknown key or preset (naming it and the nearest known
   *     one) or a value that does not fit
   */
  public static DreamerConfig resolve(Map<String, ?> params) {
    Map<String, Object> merged = new LinkedHashMap<>();
    List<String> presets = presets(params.get(DEFAULTS));
    for (int i = presets.size() - 1; i >= 0; i--) {
      merged.putAll(Presets.get(presets.get(i)));
    }
    params.forEach(
        (key, value) -> {
          if (!key.equals(DEFAULTS)) {
            merged.put(key, value);
          }
        });
    return Settings.build(merged);
  }

  /**
   * This configuration with some keys replaced.
   *
   * @throws IllegalArgumentException for an unknown key or a value that does not fit
   */
  public DreamerConfig with(Map<String, ?> overrides) {
    Map<String, Object> merged = new LinkedHashMap<>(toMap());
    overrides.forEach(merged::put);
    return Settings.build(merged);
  }

  /** Every key with its value, as YAML would hold it; {@code resolve} of it gives this again. */
  public Map<String, Object> toMap() {
    return Settings.flatten(this);
  }

  /** Those of the given keys that are accepted because the reference does, and change nothing. */
  public static List<String> unusedKeys(Collection<String> keys) {
    return Settings.unused().stream().filter(keys::contains).toList();
  }

  private static List<String> presets(@org.jspecify.annotations.Nullable Object value) {
    if (value == null) {
      return List.of("dreamer");
    }
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return List.of(String.valueOf(value));
  }
}
