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
    super(Printable.beginning(String.valueOf(refusal.getMessage()), MOST_CHARACTERS), refusal);
  }

  /** A mistake described in one line. */
  public UsageException(String message) {
    super(message);
  }
}
