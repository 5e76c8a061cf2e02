package org.dreamer4j.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
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
  private static final List<String> PRESETS = List.of("dreamer", "laptop", "pcont", "debug");

  @Test
  void tablesOfThePageAreThoseOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    String current = replaced(replaced(page, "keys", keys()), "presets", presets());
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
    Iterator<String> names = DreamerConfig.defaults().toMap().keySet().iterator();
    StringBuilder text = new StringBuilder();
    for (RecordComponent group : DreamerConfig.class.getRecordComponents()) {
      text.append("\n### ").append(group.getName()).append("\n\n");
      text.append("| key | default | unit | meaning | origin |\n|---|---|---|---|---|\n");
      for (RecordComponent component : group.getType().getRecordComponents()) {
        Setting setting = component.getAnnotation(Setting.class);
        String origin = setting.origin() == Setting.Origin.OURS ? "ours" : "reference";
        row(
            text,
            "`" + names.next() + "`",
            "`" + setting.value() + "`",
            setting.unit(),
            setting.about(),
            origin);
      }
    }
    return text.append('\n').toString();
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
        .append("|---".repeat(4))
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
    String text =
        value instanceof Double number
            ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
            : String.valueOf(value);
    return "`" + text + "`";
  }

  private static void row(StringBuilder text, String first, String... others) {
    text.append("| ").append(first);
    for (String cell : others) {
      text.append(" | ").append(cell);
    }
    text.append(" |\n");
  }
}
