package org.dreamer4j.replay;

import org.dreamer4j.core.Batch;

/** An episode to cut sequences from. */
sealed interface Rows permits EpisodeRows, RandomRows {
  /** Rows, the reset included. */
  int length();

  /**
   * Copies rows {@code offset .. offset + batch.length() - 1} into one sequence of a batch.
   *
   * @param row which sequence of the batch
   */
  void copyTo(Batch batch, int row, int offset);
}
