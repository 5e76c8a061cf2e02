package org.dreamer4j.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.Presets;
import org.dreamer4j.core.config.YamlMapping;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants a run to be, as YAML.
 *
 * @param values by key, {@code defaults} included
 */
public record Parameters(Map<String, Object> values) {
  /** What a run is when nothing is said: a small model on the quick-start task. */
  public static final Parameters QUICK_START =
      new Parameters(Map.of("defaults", List.of("laptop"), "tasks", List.of("quickstart_shuttle")));

  public Parameters {
    values = Map.copyOf(values);
  }

  /**
   * Reads the text of {@code --params} as the reference does (google-research/dreamer train.py):
   * {@code #} stands for a comma, backslashes are dropped, the rest is YAML.
   *
   * @throws UsageException if it is no YAML mapping, naming line and column
   */
  public static Parameters parse(String text) {
    return new Parameters(mapping("--params", text.replace('#', ',').replace("\\", "")));
  }

  /** The values of {@code --params} by key; none if it is not given. */
  public static Map<String, Object> valuesOf(@Nullable String params) {
    return params == null ? Map.of() : parse(params).values();
  }

  /**
   * Reads a YAML mapping.
   *
   * @param name what is read, for the message
   * @throws UsageException if it is none, naming line and column
   */
  static Map<String, Object> mapping(String name, String yaml) {
    try {
      return YamlMapping.parse(name, yaml);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  /**
   * The whole configuration.
   *
   * @throws UsageException for an unknown key or preset or a value that does not fit
   */
  public DreamerConfig resolve() {
    try {
      return DreamerConfig.resolve(values);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  /**
   * The whole configuration of one of several runs, each with a seed of its own.
   *
   * @param number of the run, from 1: added to the seed, less one
   * @throws UsageException for an unknown key or preset or a value that does not fit
   */
  DreamerConfig resolve(int number) {
    DreamerConfig config = resolve();
    return number == 1 ? config : config.with(Map.of("seed", config.task().seed() + number - 1));
  }

  /** The keys given explicitly that change nothing, as in the reference. */
  public List<String> withoutEffect() {
    return DreamerConfig.unusedKeys(values.keySet());
  }

  /** The keys that are given here: explicitly, or by a preset that is named here. */
  List<String> givenKeys() {
    List<String> keys = new ArrayList<>();
    for (String key : resolve().toMap().keySet()) {
      if (values.containsKey(key)
          || presets(values).stream().anyMatch(name -> Presets.get(name).containsKey(key))) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** The presets that are named among values. */
  static List<String> presets(Map<String, ?> values) {
    Object defaults = values.get(DreamerConfig.DEFAULTS);
    if (defaults == null) {
      return List.of();
    }
    return defaults instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(defaults));
  }
}
