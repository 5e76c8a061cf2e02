package org.dreamer4j.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.models.AgentState;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;

/** Acts with the agent that {@code dreamer train --logdir} has trained. */
public final class ActWithTrainedAgent {
  private ActWithTrainedAgent() {}

  /** Runs one episode with the agent of the logdir given. */
  public static void main(String[] args) throws IOException {
    System.out.println("return " + actInItsTask(Path.of(args[0]), 7));
  }

  /** The return of one episode of the task that was trained on. */
  static double actInItsTask(Path logdir, long seed) throws IOException {
    RunDirectory run = RunDirectory.in(logdir);
    DreamerConfig config = run.stored().orElseThrow();
    EnvironmentOptions options =
        new EnvironmentOptions(seed, config.task().actionRepeat(), 0, config.task().maxLength());
    try (Environment environment = Registry.load().make(config.task().task(), options);
        DreamerAgent agent = DreamerAgent.create(config, environment.spec())) {
      agent.restore(new CheckpointDirectory(run.path()).latest().orElseThrow());
      return new Driver(environment).runEpisode(agent.testPolicy()).episodeReturn();
    }
  }

  /** Actions for 64 x 64 RGB images from anywhere, in [-1, 1]; it remembers those before. */
  static List<float[]> actOnImages(Path logdir, int actionSize, Iterable<byte[]> images)
      throws IOException {
    RunDirectory run = RunDirectory.in(logdir);
    EnvironmentSpec spec =
        new EnvironmentSpec(
            Map.of(Observation.IMAGE, Spec.Image.RGB64), Spec.Box.of(actionSize, -1, 1));
    List<float[]> actions = new ArrayList<>();
    try (DreamerAgent agent = DreamerAgent.create(run.stored().orElseThrow(), spec)) {
      agent.restore(new CheckpointDirectory(run.path()).latest().orElseThrow());
      Policy<AgentState> policy = agent.testPolicy();
      AgentState memory = policy.initialState();
      for (byte[] pixels : images) {
        Observation image = Observation.ofImage(Spec.Image.RGB64, pixels);
        Policy.Decision<AgentState> decision = policy.act(memory, image);
        memory = decision.state();
        actions.add(decision.action());
      }
    }
    return actions;
  }
}
