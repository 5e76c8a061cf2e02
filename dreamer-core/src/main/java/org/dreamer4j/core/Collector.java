package org.dreamer4j.core;

import java.io.IOException;
import java.util.List;

/** Runs a policy in environments and keeps what happened. */
@FunctionalInterface
public interface Collector {
  /**
   * Runs whole episodes until both numbers are reached.
   *
   * @param policy who acts
   * @param episodes fewest episodes
   * @param agentSteps fewest agent steps over all of them
   * @return the episodes, in the order in which they ended
   * @throws IOException if an episode cannot be kept
   */
  List<Episode> collect(Policy<?> policy, int episodes, int agentSteps) throws IOException;
}
