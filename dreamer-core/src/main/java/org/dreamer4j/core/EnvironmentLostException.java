package org.dreamer4j.core;

/**
 * An episode is lost, through no fault of the caller's: a simulator died, hung or sent what cannot
 * be. Thrown by {@link Environment#step} if the next {@link Environment#reset} may well start
 * another episode, and by {@link Environment#reset} after it has tried for long enough.
 */
public final class EnvironmentLostException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A loss.
   *
   * @param message one line: which environment, and what happened to it
   */
  public EnvironmentLostException(String message) {
    super(message);
  }

  /** A loss with its cause. */
  public EnvironmentLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
