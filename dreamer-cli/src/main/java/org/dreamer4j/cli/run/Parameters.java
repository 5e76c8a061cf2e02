package org.dreamer4j.cli.run;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.Presets;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What a person wants a run to be, as YAML.
 *
 * @param values by key, {@code defaults} included
 */
public record Parameters(Map<String, Object> values) {
  /** What a run is when nothing is said: a small model on the quick-start task. */
  public static final Parameters QUICK_START =
      new Parameters(Map.of("defaults", List.of("laptop"), "tasks", List.of("quickstart_shuttle")));

  /** What the configuration takes for no value. */
  private static final String NONE = "none";

  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int DEEPEST = 20;
  private static final int MOST_ALIASES = 20;

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
    if (yaml.length() > MOST_CHARACTERS) {
      throw new UsageException(
          name + " is too long: " + yaml.length() + " characters, at most " + MOST_CHARACTERS);
    }
    try {
      JsonNode root = mapper().readTree(yaml);
      if (root.isMissingNode() || root.isNull()) {
        return Map.of();
      }
      if (!root.isObject()) {
        throw new UsageException(
            name + " needs a YAML mapping like '{tasks: [dummy]}', got '" + brief(yaml) + "'");
      }
      Map<String, Object> values = new LinkedHashMap<>();
      root.properties().forEach(entry -> values.put(entry.getKey(), plain(entry.getValue())));
      return values;
    } catch (JsonProcessingException e) {
      throw new UsageException(name + " is no valid YAML" + problem(e));
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

  private static ObjectMapper mapper() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    YAMLFactory factory =
        YAMLFactory.builder()
            .loaderOptions(options)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return YAMLMapper.builder(factory).build();
  }

  private static Object plain(JsonNode node) {
    if (node instanceof ArrayNode array) {
      List<Object> items = new ArrayList<>();
      array.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (node instanceof ObjectNode object) {
      Map<String, Object> entries = new LinkedHashMap<>();
      object.properties().forEach(entry -> entries.put(entry.getKey(), plain(entry.getValue())));
      return entries;
    }
    if (node.isNull()) {
      return NONE;
    }
    return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
  }

  /** Where a text is wrong and how, in one line. */
  private static String problem(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
      Mark mark = yaml.getProblemMark();
      return place(mark.getLine() + 1, mark.getColumn() + 1) + brief(yaml.getProblem());
    }
    JsonLocation at = e.getLocation();
    String where = at == null ? ": " : place(at.getLineNr(), at.getColumnNr());
    return where + brief(e.getOriginalMessage());
  }

  private static String place(int line, int column) {
    return " at line " + line + ", column " + column + ": ";
  }

  private static String brief(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 80 ? line : line.substring(0, 77) + "...";
  }
}
