package org.dreamer4j.cli.run;

/** Commands that a person can copy into a shell. */
public final class Hint {
  /** Where the launcher says under which path it was started. */
  private static final String PROPERTY = "dreamer.command";

  private Hint() {}

  /**
   * A command line of this program.
   *
   * @param words that follow the program's name, e.g. {@code train}; quoted where a shell needs it
   */
  public static String command(Object... words) {
    StringBuilder line = new StringBuilder(quoted(System.getProperty(PROPERTY, "dreamer")));
    for (Object word : words) {
      line.append(' ').append(quoted(word.toString()));
    }
    return line.toString();
  }

  private static String quoted(String text) {
    boolean plain = text.matches("[A-Za-z0-9_./:=@%+-]+");
    return plain ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
