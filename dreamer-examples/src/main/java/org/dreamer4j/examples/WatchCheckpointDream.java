package org.dreamer4j.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dreamer4j.cli.dream.DreamMovie;
import org.dreamer4j.cli.dream.DreamReport;
import org.dreamer4j.cli.dream.DreamStudy;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.Checkpoint;

/**
 * Loads an agent that the original code, or this one, has trained, lets it act once, and shows what
 * its world model predicts of that after five images.
 */
public final class WatchCheckpointDream {
  private static final int CONTEXT = 5;
  private static final int STEPS = 40;

  private WatchCheckpointDream() {}

  /**
   * Takes a checkpoint, a task and the name of an animation, e.g. {@code model.ckpt-1000
   * pendulum_swingup dream.gif}.
   */
  public static void main(String[] args) throws IOException {
    DreamReport report = dream(Path.of(args[0]), args[1], STEPS);
    DreamMovie.write(Path.of(args[2]), report.films());
    System.out.println("return " + report.meanReturn() + ", see " + args[2]);
  }

  /** What is predicted, and what came instead, for the steps after the first five images. */
  static DreamReport dream(Path weights, String task, int steps) throws IOException {
    EnvironmentOptions options = EnvironmentOptions.seeded(0);
    try (Checkpoint checkpoint = Checkpoint.open(weights);
        Environment environment = Registry.load().make(task, options)) {
      DreamerConfig config = checkpoint.config(Map.of("tasks", List.of(task)));
      try (DreamerAgent agent = checkpoint.load(config, environment.spec())) {
        Episode episode = new Driver(environment).runEpisode(agent.testPolicy());
        return DreamStudy.of(
            agent, task, List.of(episode), new DreamStudy.Settings(CONTEXT, steps, 1, 0));
      }
    }
  }
}
