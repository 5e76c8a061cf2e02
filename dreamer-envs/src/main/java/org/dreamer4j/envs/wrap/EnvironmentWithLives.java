package org.dreamer4j.envs.wrap;

import org.dreamer4j.core.Environment;

/** A game that goes on after a mistake, but not after any number of them. */
public interface EnvironmentWithLives extends Environment {
  /** Lives that are left after the last {@link #reset} or {@link #step}. */
  int lives();
}
