package org.dreamer4j.core;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Text out of a file as it may stand in a message: what would spoil a line or a terminal is gone.
 */
public final class Printable {
  private static final Pattern SPOILING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final int MAX_NAME = 200;

  private Printable() {}

  /** The text with a question mark for each control character and each invisible one. */
  public static String text(String text) {
    return SPOILING.matcher(text).replaceAll("?");
  }

  /** The same of a name, which is cut where it is very long. */
  public static String name(String name) {
    return beginning(name, MAX_NAME);
  }

  /** The same of a text that is cut, with dots, where it has more characters. */
  public static String beginning(String text, int most) {
    return text.length() <= most ? text(text) : text(text.substring(0, most)) + "...";
  }

  /**
   * A text in double quotes, escaped as JSON and YAML have it: what none sees stands there as its
   * number.
   */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (!is(String.valueOf(c)) || !StreamReader.isPrintable(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** Whether a text has neither control characters nor invisible ones. */
  public static boolean is(String text) {
    return !SPOILING.matcher(text).find();
  }
}
