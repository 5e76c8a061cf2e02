package org.dreamer4j.cli.run;

/**
 * The person asked for something that cannot be done. The message is the one line they see: what is
 * wrong, where, and how to mend it.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A mistake that something within the program refused. */
  public UsageException(IllegalArgumentException refusal) {
    super(refusal.getMessage(), refusal);
  }

  /** A mistake described in one line. */
  public UsageException(String message) {
    super(message);
  }
}
