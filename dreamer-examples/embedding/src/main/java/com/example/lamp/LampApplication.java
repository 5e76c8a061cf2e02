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

/**
 * Trains an agent on {@link Lamp} and acts with it, then with a model that was exported elsewhere.
 */
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
          "action_repeat",
          1,
          "max_steps",
          10);

  private LampApplication() {}

  /** Takes a folder to train in and the folder of a SavedModel. */
  public static void main(String[] args) throws IOException {
    Progress progress = train(Path.of(args[0]));
    System.out.printf(
        "trained: %d updates, %d env steps%n", progress.updates(), progress.envSteps());
    try (DreamerAgent trained = new CheckpointDirectory(Path.of(args[0])).open(Lamp.SPEC)) {
      System.out.println("own action: " + Arrays.toString(act(trained.testPolicy())));
    }
    try (DreamerPolicy exported = DreamerPolicy.load(Path.of(args[1]))) {
      System.out.println("action: " + Arrays.toString(act(exported)));
    }
  }

  static Progress train(Path folder) throws IOException {
    DreamerConfig config = DreamerConfig.resolve(TINY);
    EpisodeStore episodes = EpisodeStore.open(folder.resolve("train_episodes"));
    try (DreamerAgent agent = DreamerAgent.create(config, Lamp.SPEC);
        PrefetchingSource batches = PrefetchingSource.of(episodes, Lamp.SPEC, config.data(), 0);
        EnvironmentCollector train =
            EnvironmentCollector.train(config, Lamp::new, 0, episodes::append);
        EnvironmentCollector test =
            EnvironmentCollector.test(config, Lamp::new, 1, episode -> {})) {
      Trainer.Surroundings around =
          Trainer.Surroundings.of(config, batches, train, test, (envSteps, figures) -> {});
      Trainer.Replayed before = new Trainer.Replayed(episodes.collectedSteps());
      CheckpointDirectory checkpoints = new CheckpointDirectory(folder);
      return new Trainer(agent, checkpoints, around, before, train.actionRepeat()).run();
    }
  }

  static float[] act(Policy<AgentState> policy) {
    Observation dark =
        Observation.ofImage(Spec.Image.RGB64, new byte[Spec.Image.RGB64.size()]);
    return policy.act(policy.initialState(), dark).action();
  }
}
