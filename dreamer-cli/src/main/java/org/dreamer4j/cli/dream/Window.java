package org.dreamer4j.cli.dream;

import java.util.Arrays;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;

/**
 * Some rows of an episode.
 *
 * @param start first row
 * @param length rows
 */
record Window(Episode episode, int start, int length) {
  Window {
    if (start < 0 || length < 1 || start + length > episode.length()) {
      throw new IllegalArgumentException(
          "no %d rows from row %d in an episode of %d rows"
              .formatted(length, start, episode.length()));
    }
  }

  /** uint8 [length, 64, 64, 3]. */
  byte[] images() {
    if (episode.get(Observation.IMAGE) instanceof Array.Uint8 image) {
      int size = image.size() / episode.length();
      return Arrays.copyOfRange(image.data(), start * size, (start + length) * size);
    }
    throw new IllegalArgumentException("the episode has no uint8 image");
  }

  /** [length, A]. */
  float[] actions() {
    float[] actions = episode.get(Episode.ACTION).toFloats();
    int size = actions.length / episode.length();
    return Arrays.copyOfRange(actions, start * size, (start + length) * size);
  }

  /** Reward received on arriving at a row of this window. */
  double reward(int row) {
    return episode.get(Episode.REWARD).get(start + row);
  }
}
