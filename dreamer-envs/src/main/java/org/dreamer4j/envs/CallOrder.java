package org.dreamer4j.envs;

/**
 * Holds the order in which an environment may be called: steps within an episode only, and nothing
 * once it is closed. An environment asks it before it touches what it simulates.
 */
public final class CallOrder {
  private boolean running;
  private boolean closed;

  /**
   * Before an episode starts; none is running until {@link #episodeRuns}.
   *
   * @throws IllegalStateException if the environment is closed
   */
  public void checkReset() {
    if (closed) {
      throw new IllegalStateException("the environment is closed");
    }
    running = false;
  }

  /**
   * Before a step.
   *
   * @throws IllegalStateException if the environment is closed, or no episode is running
   */
  public void checkStep() {
    if (!running) {
      throw new IllegalStateException(
          closed ? "the environment is closed" : "no episode is running; call reset() first");
    }
  }

  /** Says whether an episode is running from now on. */
  public void episodeRuns(boolean runs) {
    running = runs;
  }

  /**
   * Closes; afterwards no call is in order.
   *
   * @return whether this is the first time
   */
  public boolean close() {
    boolean first = !closed;
    closed = true;
    running = false;
    return first;
  }
}
