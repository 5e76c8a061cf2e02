package org.dreamer4j.cli.run;

import org.dreamer4j.core.Printable;

/**
 * The person asked for something that cannot be done. The message is the one line they see: what is
 * wrong, where, and how to mend it.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int MOST_CHARACTERS = 600;

  /**
   * A mistake that something within the program refused. What a stranger's file said may be part of
   * the message, so it is made printable, and cut where it is very long.
   */
  public UsageException(IllegalArgumentException refusal) {
    super(brief(String.valueOf(refusal.getMessage())), refusal);
  }

  private static String brief(String message) {
    String shown =
        message.length() <= MOST_CHARACTERS
            ? message
            : message.substring(0, MOST_CHARACTERS) + "...";
    return Printable.text(shown);
  }

  /** A mistake described in one line. */
  public UsageException(String message) {
    super(message);
  }
}
