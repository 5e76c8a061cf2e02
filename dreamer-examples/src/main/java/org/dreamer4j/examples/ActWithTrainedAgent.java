package org.dreamer4j.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.ConfigFile;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.models.AgentState;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.export.ExportSettings;
import org.dreamer4j.models.export.SavedModelExporter;

/**
 * Acts with an agent that was trained: by {@code dreamer train --logdir}, which makes the run's
 * folder {@code 00001} in the logdir, or by a program like {@link TrainOwnEnvironment}.
 */
public final class ActWithTrainedAgent {
  private ActWithTrainedAgent() {}

  /** Runs one episode with the agent of the run's folder given. */
  public static void main(String[] args) throws IOException {
    System.out.println("return " + actInItsTask(Path.of(args[0]), 7));
  }

  /** The return of one episode of the task that was trained on. */
  static double actInItsTask(Path run, long seed) throws IOException {
    DreamerConfig config = ConfigFile.read(run.resolve(ConfigFile.NAME));
    EnvironmentOptions options =
        new EnvironmentOptions(seed, config.task().actionRepeat(), 0, config.task().maxLength());
    try (Environment environment = Registry.load().make(config.task().task(), options);
        DreamerAgent agent = new CheckpointDirectory(run).open(environment.spec())) {
      return new Driver(environment).runEpisode(agent.testPolicy()).episodeReturn();
    }
  }

  /** Actions for 64 x 64 RGB images from anywhere, in [-1, 1]; it remembers those before. */
  static List<float[]> actOnImages(Path run, int actionSize, Iterable<byte[]> images)
      throws IOException {
    EnvironmentSpec spec =
        new EnvironmentSpec(
            Map.of(Observation.IMAGE, Spec.Image.RGB64), Spec.Box.of(actionSize, -1, 1));
    List<float[]> actions = new ArrayList<>();
    try (DreamerAgent agent = new CheckpointDirectory(run).open(spec)) {
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

  /** Makes a SavedModel of the agent; the folder of the version. */
  static Path export(Path run, EnvironmentSpec spec, Path model) throws IOException {
    try (DreamerAgent agent = new CheckpointDirectory(run).open(spec)) {
      return SavedModelExporter.export(agent, model, ExportSettings.DEFAULT);
    }
  }
}
