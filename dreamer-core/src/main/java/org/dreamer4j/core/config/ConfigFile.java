package org.dreamer4j.core.config;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dreamer4j.core.AtomicFile;
import org.dreamer4j.core.Printable;

/** {@code config.yaml} of a run: every key with its value, one a line, easy to read and diff. */
public final class ConfigFile {
  /** Its name in the folder of a run. */
  public static final String NAME = "config.yaml";

  private static final long MOST_BYTES = YamlMapping.MOST_CHARACTERS;
  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern WORD = Pattern.compile("true|false|null|yes|no|on|off|y|n");

  private ConfigFile() {}

  /**
   * Writes a configuration, atomically.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, DreamerConfig config) throws IOException {
    StringBuilder text = new StringBuilder();
    config.toMap().forEach((key, value) -> text.append(line(key, value)).append('\n'));
    AtomicFile.write(file, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes a configuration unless the file says the same already: what a person wrote beside it
   * stays.
   *
   * @throws IOException if it cannot be read or written
   */
  public static void keep(Path file, DreamerConfig config) throws IOException {
    if (!says(file, config)) {
      write(file, config);
    }
  }

  private static boolean says(Path file, DreamerConfig config) throws IOException {
    try {
      return Files.exists(file) && read(file).equals(config);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A key and its value as they stand on a line of the file, without the end of the line. */
  public static String line(String key, Object value) {
    return key + ": " + yaml(value);
  }

  /**
   * Reads a configuration; keys that are missing have their defaults.
   *
   * @throws IllegalArgumentException if the file is no configuration, naming it and where it can
   *     the line
   * @throws IOException if it cannot be read
   */
  public static DreamerConfig read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(file + " is too long to be a configuration");
    }
    Map<String, Object> values = YamlMapping.parse(file.toString(), text(file));
    try {
      return DreamerConfig.defaults().with(values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is no configuration: it is not UTF-8 text", e);
    }
  }

  /** A value as it stands in the file. */
  public static String yaml(Object value) {
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
    return quoted ? Printable.quoted(text) : text;
  }
}
