package org.dreamer4j.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.export.ExportSettings;
import org.jspecify.annotations.Nullable;

/** Where a trained agent comes from. */
interface AgentSource {
  /** An environment of one of the agent's tasks with the actions that the agent takes. */
  Environment fit(Environment environment, DreamerConfig config);

  /**
   * Sets the agent's weights.
   *
   * @throws IOException if they cannot be read or are another agent's
   */
  void restore(DreamerAgent agent) throws IOException;

  /**
   * Writes the agent as a SavedModel.
   *
   * @param model folder of the model
   * @return the folder of the version
   * @throws IOException if the weights cannot be read or the model not be written
   */
  Path export(DreamerConfig config, EnvironmentSpec spec, Path model, ExportSettings settings)
      throws IOException;

  /**
   * Simulator frames that the agent has seen, null if nothing tells.
   *
   * @throws IOException if what tells cannot be read
   */
  @Nullable Long envSteps(DreamerConfig config) throws IOException;
}
