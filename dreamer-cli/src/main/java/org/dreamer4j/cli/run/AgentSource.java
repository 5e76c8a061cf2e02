package org.dreamer4j.cli.run;

import java.io.IOException;
import org.dreamer4j.core.Environment;
import org.dreamer4j.models.DreamerAgent;

/** Where a trained agent comes from. */
interface AgentSource {
  /** An environment of one of the agent's tasks with the actions that the agent takes. */
  Environment fit(Environment environment);

  /**
   * Sets the agent's weights.
   *
   * @throws IOException if they cannot be read or are another agent's
   */
  void restore(DreamerAgent agent) throws IOException;
}
