package org.dreamer4j.cli.bench;

import java.io.IOException;
import java.util.Optional;
import org.dreamer4j.models.GraphCost;

/** What is timed. Holds what it needs until closed. */
interface Subject extends AutoCloseable {
  /** Does it once. */
  void run() throws IOException;

  /** Frames that one run handles, whatever a frame is to it. */
  double frames();

  /** The graph that runs, if its size is known. */
  default Optional<GraphCost> cost() {
    return Optional.empty();
  }

  @Override
  void close() throws IOException;
}
