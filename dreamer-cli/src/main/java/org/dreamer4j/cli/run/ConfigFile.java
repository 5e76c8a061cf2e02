package org.dreamer4j.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dreamer4j.core.AtomicFile;
import org.dreamer4j.core.config.DreamerConfig;

/** {@code config.yaml} of a run: every key with its value, one a line, easy to read and diff. */
public final class ConfigFile {
  static final String NAME = "config.yaml";

  private static final long MOST_BYTES = 1 << 20;
  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern WORD = Pattern.compile("true|false|null|yes|no|on|off|y|n");

  private ConfigFile() {}

  /** Writes a configuration, atomically. */
  static void write(Path file, DreamerConfig config) throws IOException {
    StringBuilder text = new StringBuilder();
    config.toMap().forEach((key, value) -> text.append(line(key, value)).append('\n'));
    AtomicFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** A key and its value as they stand on a line of the file, without the end of the line. */
  public static String line(String key, Object value) {
    return key + ": " + yaml(value);
  }

  /**
   * Reads a configuration; keys that are missing have their defaults.
   *
   * @throws UsageException if the file is no configuration
   * @throws IOException if it cannot be read
   */
  static DreamerConfig read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new UsageException(file + " is too long to be a configuration");
    }
    Map<String, Object> values =
        Parameters.mapping(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    try {
      return DreamerConfig.defaults().with(values);
    } catch (IllegalArgumentException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  /** A value as it stands in the file. */
  static String yaml(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ConfigFile::yaml).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + yaml(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      BigDecimal exact = BigDecimal.valueOf(number).stripTrailingZeros();
      return Math.abs(exact.scale()) <= 12 ? exact.toPlainString() : exact.toString();
    }
    String text = String.valueOf(value);
    boolean quoted =
        value instanceof String && (!PLAIN.matcher(text).matches() || WORD.matcher(text).matches());
    return quoted ? new ObjectMapper().valueToTree(text).toString() : text;
  }
}
