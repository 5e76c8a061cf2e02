package org.dreamer4j.envs;

import java.io.IOException;
import org.dreamer4j.core.Episode;

/** Takes finished episodes. */
@FunctionalInterface
public interface EpisodeSink {
  /**
   * Keeps an episode.
   *
   * @throws IOException if it cannot be kept
   */
  void accept(Episode episode) throws IOException;
}
