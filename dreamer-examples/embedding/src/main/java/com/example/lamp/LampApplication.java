package com.example.lamp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.EnvironmentCollector;
import org.dreamer4j.models.AgentState;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.export.DreamerPolicy;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.Trainer;
import org.dreamer4j.replay.EpisodeStore;
import org.dreamer4j.replay.PrefetchingSource;

/** Trains an agent on {@link Lamp}, then acts with a model that was exported elsewhere. */
public final class LampApplication {
  /** As small as can be; an agent that learns wants {@code laptop} and thousands of steps. */
  private static final Map<String, Object> TINY =
      Map.of(
          "defaults",
          List.of("dreamer", "debug"),
          "conv_depth",
          2,
          "imagination_horizon",
          3,
          "max_steps",
          10);

  private LampApplication() {}

  /** Takes a folder to train in and the folder of a SavedModel. */
  public static void main(String[] args) throws IOException {
    Progress progress = train(Path.of(args[0]));
    System.out.printf(
        "trained: %d updates, %d env steps%n", progress.updates(), progress.envSteps());
    System.out.println("action: " + Arrays.toString(act(Path.of(args[1]))));
  }

  static Progress train(Path folder) throws IOException {
    DreamerConfig config = DreamerConfig.resolve(TINY);
    EpisodeStore episodes = EpisodeStore.open(folder.resolve("train_episodes"));
    try (DreamerAgent agent = DreamerAgent.create(config, Lamp.SPEC);
        PrefetchingSource batches = PrefetchingSource.of(episodes, Lamp.SPEC, config.data(), 0);
        EnvironmentCollector train = EnvironmentCollector.of(() -> new Lamp(0), episodes::append);
        EnvironmentCollector test = EnvironmentCollector.of(() -> new Lamp(1), episode -> {})) {
      Trainer.Surroundings around =
          Trainer.Surroundings.of(config, batches, train, test, (envSteps, figures) -> {});
      Trainer.Replayed before = new Trainer.Replayed(episodes.collectedSteps());
      CheckpointDirectory checkpoints = new CheckpointDirectory(folder);
      return new Trainer(agent, checkpoints, around, before, train.actionRepeat()).run();
    }
  }

  static float[] act(Path model) throws IOException {
    byte[] pixels = new byte[Spec.Image.RGB64.size()];
    try (DreamerPolicy policy = DreamerPolicy.load(model)) {
      Observation seen = Observation.ofImage(Spec.Image.RGB64, pixels);
      Policy.Decision<AgentState> decision = policy.act(policy.initialState(), seen);
      return decision.action();
    }
  }
}
