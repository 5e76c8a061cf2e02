package org.dreamer4j.core;

import java.util.regex.Pattern;

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

  /** Whether a text has neither control characters nor invisible ones. */
  public static boolean is(String text) {
    return !SPOILING.matcher(text).find();
  }
}
