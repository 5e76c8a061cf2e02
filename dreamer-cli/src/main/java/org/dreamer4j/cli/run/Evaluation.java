package org.dreamer4j.cli.run;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;

/** Runs the policy of a trained agent. Nothing is learned and nothing written. */
public final class Evaluation {
  private final RunDirectory run;
  private final DreamerConfig config;
  private final CheckpointDirectory checkpoints;

  /**
   * An evaluation of a run.
   *
   * @throws UsageException if there is no run
   * @throws IOException if its configuration cannot be read
   */
  public Evaluation(RunDirectory run) throws IOException {
    this.run = run;
    this.checkpoints = new CheckpointDirectory(run.path());
    this.config =
        run.stored()
            .orElseThrow(
                () ->
                    new UsageException(
                        "no run in " + run.path() + "; start one with dreamer train --logdir"));
  }

  /** The configuration of the run. */
  public DreamerConfig config() {
    return config;
  }

  /**
   * Makes sure that there is something to evaluate.
   *
   * @throws UsageException if the run has no checkpoint yet
   * @throws IOException if its directory cannot be read
   */
  public void requireCheckpoint() throws IOException {
    if (checkpoints.latest().isEmpty()) {
      throw new UsageException(
          "no checkpoint in " + run.path() + " yet; let dreamer train save one");
    }
  }

  /**
   * The agent with the weights of the latest checkpoint.
   *
   * @param seed of the environment and of all noise
   * @throws UsageException if the run has no checkpoint yet
   * @throws IOException if the checkpoint cannot be read
   */
  public TrainedAgent open(long seed) throws IOException {
    requireCheckpoint();
    DreamerConfig seeded = config.with(Map.of("seed", seed));
    Environment environment =
        Registry.load().make(config.task().task(), Seeds.options(seeded, seed));
    try {
      DreamerAgent agent = DreamerAgent.create(seeded, environment.spec());
      try {
        checkpoints.restore(agent);
        return new TrainedAgent(environment, agent);
      } catch (IOException | RuntimeException | Error e) {
        agent.close();
        throw e;
      }
    } catch (IOException | RuntimeException | Error e) {
      environment.close();
      throw e;
    }
  }

  /**
   * Runs test episodes with the weights of the latest checkpoint.
   *
   * @param seed of the environment and of all noise
   * @param each gets every episode when it ends
   * @throws UsageException if the run has no checkpoint yet
   * @throws IOException if the checkpoint cannot be read
   */
  public void run(int episodes, long seed, Consumer<Episode> each) throws IOException {
    try (TrainedAgent trained = open(seed)) {
      for (int i = 0; i < episodes; i++) {
        each.accept(trained.runEpisode());
      }
    }
  }
}
