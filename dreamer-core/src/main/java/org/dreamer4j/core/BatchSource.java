package org.dreamer4j.core;

/** Where training takes its batches from. */
@FunctionalInterface
public interface BatchSource {
  /**
   * The next batch. Its buffers stay untouched until the next call.
   *
   * @throws IllegalStateException if there is nothing to draw from
   */
  Batch next();

  /** Lets episodes be drawn that were added since; called on the thread of {@link #next}. */
  default void refresh() {}
}
