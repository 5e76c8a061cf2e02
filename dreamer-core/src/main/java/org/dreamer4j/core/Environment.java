package org.dreamer4j.core;

/**
 * An episodic environment. An instance is used by one thread only, the one that made it.
 *
 * <ul>
 *   <li>{@link #reset} starts an episode and MUST return a {@link TimeStep#restart}.
 *   <li>{@link #step} MUST be called after a reset and not after a last step; otherwise {@link
 *       IllegalStateException}.
 *   <li>Observations MUST match {@link #spec} in keys, dtypes and shapes, and MUST NOT be written
 *       to by the environment afterwards.
 *   <li>The same seed and actions MUST give the same steps.
 * </ul>
 */
public interface Environment extends AutoCloseable {
  /** What this environment shows and takes; constant over its life. */
  EnvironmentSpec spec();

  /**
   * Starts an episode.
   *
   * @throws EnvironmentLostException if that was tried for long enough
   */
  TimeStep reset();

  /**
   * Acts once.
   *
   * @param action one value per action dimension (one-hot for a discrete action)
   * @throws IllegalArgumentException if the action has the wrong length, is not finite or lies
   *     outside the bounds
   * @throws IllegalStateException before the first reset, after a last step, or when closed
   * @throws EnvironmentLostException if the episode cannot go on, but {@link #reset} may help
   */
  TimeStep step(float[] action);

  /** Simulator frames per call of {@link #step}: envSteps = agentSteps * actionRepeat. */
  default int actionRepeat() {
    return 1;
  }

  /** Releases native resources; does nothing when called again. */
  @Override
  default void close() {}
}
