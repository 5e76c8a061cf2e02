package org.dreamer4j.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.EnvironmentCollector;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.Trainer;
import org.dreamer4j.replay.EpisodeStore;
import org.dreamer4j.replay.PrefetchingSource;

/** Trains an agent on an environment of one's own; the same folder again goes on. */
public final class TrainOwnEnvironment {
  private static final Map<String, ?> PARAMS =
      Map.of("defaults", List.of("laptop"), "tasks", List.of("dimmer"), "max_env_steps", 5000);

  private TrainOwnEnvironment() {}

  /** Trains on {@link Dimmer} in the folder given. */
  public static void main(String[] args) throws IOException {
    try (DreamerAgent agent = DreamerAgent.create(DreamerConfig.resolve(PARAMS), Dimmer.SPEC)) {
      System.out.println(train(Path.of(args[0]), agent));
    }
  }

  static Progress train(Path folder, DreamerAgent agent) throws IOException {
    EpisodeStore episodes = EpisodeStore.open(folder.resolve("train_episodes"));
    EpisodeStore tests = EpisodeStore.open(folder.resolve("test_episodes"));
    DreamerConfig config = agent.config();
    long seed = config.task().seed() + episodes.episodes();
    try (PrefetchingSource batches =
            PrefetchingSource.of(episodes, agent.spec(), config.data(), seed);
        EnvironmentCollector train =
            EnvironmentCollector.train(config, Dimmer::new, seed, episodes::append);
        EnvironmentCollector test =
            EnvironmentCollector.test(config, Dimmer::new, ~seed, tests::append)) {
      Trainer.Surroundings around =
          Trainer.Surroundings.of(config, batches, train, test, TrainOwnEnvironment::print);
      Trainer.Replayed before = new Trainer.Replayed(episodes.collectedSteps());
      CheckpointDirectory checkpoints = new CheckpointDirectory(folder);
      return new Trainer(agent, checkpoints, around, before, train.actionRepeat()).run();
    }
  }

  private static void print(long envSteps, Map<String, Double> figures) {
    if (figures.containsKey("test/return")) {
      System.out.println(envSteps + " env steps: test return " + figures.get("test/return"));
    }
  }
}
