package org.dreamer4j.core.config;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tables of docs/configuration.md are made from the annotations and the presets. */
class ConfigurationTableTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");
  private static final String REWRITE = "configuration.rewrite";
  private static final List<String> PRESETS =
      List.of(
          "dreamer",
          "actor",
          "planet",
          "pcont",
          "discrete",
          "atari",
          "debug",
          "laptop",
          "danijar",
          "rllib");

  @Test
  void tablesOfThePageAreThoseOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    String current = replaced(page, "keys", keys());
    current = replaced(current, "collects", "\n" + table(ConfigKey.ofCollects()) + "\n");
    current = replaced(current, "presets", presets());
    if (Boolean.getBoolean(REWRITE)) {
      Files.writeString(PAGE, current);
      return;
    }

    assertEquals(
        current,
        page,
        "docs/configuration.md is out of date; write it anew with"
            + " mvn -pl dreamer-core test -Dtest=ConfigurationTableTest -D"
            + REWRITE
            + "=true");
  }

  @Test
  void presetTableHoldsEveryPreset() {
    assertEquals(new TreeSet<>(Presets.names()), new TreeSet<>(PRESETS));
  }

  private static String replaced(String page, String name, String table) {
    String begin = "<!-- begin " + name + " -->\n";
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf("<!-- end " + name + " -->");
    if (from < begin.length() || to < from) {
      throw new AssertionError("docs/configuration.md lacks the marks of '" + name + "'");
    }
    return page.substring(0, from) + table + page.substring(to);
  }

  private static String keys() {
    Map<String, List<ConfigKey>> groups = new LinkedHashMap<>();
    for (ConfigKey key : ConfigKey.all()) {
      groups.computeIfAbsent(key.group(), group -> new ArrayList<>()).add(key);
    }
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (group, keys) -> text.append("\n### ").append(group).append("\n\n").append(table(keys)));
    return text.append('\n').toString();
  }

  private static String table(List<ConfigKey> keys) {
    StringBuilder text =
        new StringBuilder("| key | default | unit | meaning | origin |\n|---|---|---|---|---|\n");
    for (ConfigKey key : keys) {
      row(
          text,
          "`" + key.name().replace("*", "<head>") + "`",
          "`" + key.defaultValue() + "`",
          key.unit(),
          meaning(key),
          key.origin() == Setting.Origin.OURS ? "ours" : "reference");
    }
    return text.toString();
  }

  private static String meaning(ConfigKey key) {
    String choices = key.choices().stream().map(c -> "`" + c + "`").collect(joining(", "));
    return key.about()
        + (choices.isEmpty() ? "" : " Takes " + choices + ".")
        + (key.used() ? "" : " **No effect**, as in the reference.");
  }

  private static String presets() {
    SortedMap<String, Map<String, Object>> values = new TreeMap<>();
    for (String preset : PRESETS) {
      Presets.get(preset)
          .forEach(
              (key, value) -> values.computeIfAbsent(key, k -> new TreeMap<>()).put(preset, value));
    }
    StringBuilder text = new StringBuilder("\n| key | ");
    text.append(String.join(" | ", PRESETS))
        .append(" |\n|---")
        .append("|---".repeat(PRESETS.size()))
        .append("|\n");
    values.forEach(
        (key, set) -> {
          List<String> cells =
              PRESETS.stream().map(p -> set.containsKey(p) ? shown(set.get(p)) : "").toList();
          row(text, "`" + key + "`", cells.toArray(String[]::new));
        });
    return text.append('\n').toString();
  }

  private static String shown(Object value) {
    return "`" + plain(value) + "`";
  }

  private static String plain(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ConfigurationTableTest::plain).collect(joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + plain(entry.getValue()))
          .collect(joining(", ", "{", "}"));
    }
    return String.valueOf(value).replaceAll(",(?=\\S)", ", ");
  }

  private static void row(StringBuilder text, String first, String... others) {
    text.append("| ").append(first);
    for (String cell : others) {
      text.append(" | ").append(cell);
    }
    text.append(" |\n");
  }
}
