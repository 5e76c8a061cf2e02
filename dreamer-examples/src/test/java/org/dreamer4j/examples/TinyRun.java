package org.dreamer4j.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.cli.run.RunClaim;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;

/** The smallest runs there are. */
final class TinyRun {
  private static final String PARAMS =
      "{defaults: [dreamer, debug], tasks: [quickstart_shuttle], conv_depth: 2,"
          + " imagination_horizon: 3}";

  private TinyRun() {}

  /** A configuration that ends after some updates. */
  static DreamerConfig config(int updates) {
    DreamerConfig config = Parameters.parse(PARAMS).resolve();
    return config.with(Map.of("max_steps", updates * config.data().batchSize()));
  }

  /** Leaves a run behind as the command does, untrained. */
  static void save(Path logdir) throws IOException {
    RunDirectory run = RunDirectory.in(logdir);
    try (RunClaim claim = run.claim()) {
      DreamerConfig config = claim.settle(Optional.of(Parameters.parse(PARAMS)));
      EnvironmentOptions options = EnvironmentOptions.seeded(1);
      try (Environment environment = Registry.load().make(config.task().task(), options);
          DreamerAgent agent =
              DreamerAgent.create(config, environment.spec(), Execution.QUICK_START)) {
        new CheckpointDirectory(run.path()).save(agent, new TrainingState(0, 0));
      }
    }
  }
}
