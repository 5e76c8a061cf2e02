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
    String shown = text(name.substring(0, Math.min(name.length(), MAX_NAME)));
    return name.length() <= MAX_NAME ? shown : shown + "...";
  }

  /** Whether a text has neither control characters nor invisible ones. */
  public static boolean is(String text) {
    return !SPOILING.matcher(text).find();
  }
}
