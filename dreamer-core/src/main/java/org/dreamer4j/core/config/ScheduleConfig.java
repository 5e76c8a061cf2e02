package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * When training collects, tests, saves and ends. What the reference calls a step here is a replayed
 * sequence: every update adds the batch size to the count.
 */
public record ScheduleConfig(
    @Setting(value = "50000", unit = "sequences", about = "Length of a training phase.")
        long trainSteps,
    @Setting(value = "0", unit = "sequences", about = "Length of a test phase; 0 is one batch.")
        long testSteps,
    @Setting(value = "5e7", unit = "sequences", about = "Where training ends.") long maxSteps,
    @Setting(
            value = "0",
            unit = "envSteps",
            about = "Where training ends, in simulator frames; 0 for no such end.",
            origin = OURS)
        long maxEnvSteps,
    @Setting(value = "5", unit = "episodes", about = "Fewest random episodes before training.")
        int numSeedEpisodes,
    @Setting(value = "2500", unit = "agentSteps", about = "Fewest random steps before training.")
        int numSeedSteps,
    @Setting(
            value = "0",
            unit = "episodes",
            about = "Fewest episodes of a collection; 0: num_envs.")
        int collectEpisodes,
    @Setting(value = "500", unit = "agentSteps", about = "Fewest steps of a collection.")
        int collectSteps,
    @Setting(value = "5000", unit = "sequences", about = "Training between two collections.")
        long collectEvery,
    @Setting(value = "1", about = "Environments that are stepped together.") int numEnvs,
    @Setting(value = "[{}]", about = "Collections of a training phase, each with own settings.")
        List<CollectConfig> trainCollects,
    @Setting(value = "[{}]", about = "Collections of a test phase, each with own settings.")
        List<CollectConfig> testCollects,
    @Setting(value = "true", about = "Whether rewards of random episodes are learned from.")
        boolean seedEpisodeRewards,
    @Setting(
            value = "1",
            unit = "episodes",
            about = "Test episodes of a test phase.",
            origin = OURS)
        int testEpisodes,
    @Setting(
            value = "0",
            unit = "sequences",
            about = "Training between two summaries; 0: train_steps.")
        long trainLogEvery,
    @Setting(
            value = "0",
            unit = "sequences",
            about = "Test steps between two checkpoints; 0 is ten test phases.")
        long checkpointEvery,
    @Setting(value = "300", unit = "s", about = "Most time between two checkpoints.", origin = OURS)
        int checkpointEverySeconds,
    @Setting(
            value = "3",
            about = "Newest checkpoints that are kept; the best by test return is kept besides.",
            origin = OURS)
        int keepCheckpoints) {

  public ScheduleConfig {
    trainCollects = List.copyOf(trainCollects);
    testCollects = List.copyOf(testCollects);
    requireNames("train_collects", trainCollects);
    requireNames("test_collects", testCollects);
    Checks.notNegative("train_log_every", trainLogEvery);
    Checks.positive("train_steps", trainSteps);
    Checks.notNegative("test_steps", testSteps);
    Checks.positive("max_steps", maxSteps);
    Checks.notNegative("max_env_steps", maxEnvSteps);
    Checks.notNegative("num_seed_episodes", numSeedEpisodes);
    Checks.notNegative("num_seed_steps", numSeedSteps);
    Checks.notNegative("collect_episodes", collectEpisodes);
    Checks.notNegative("collect_steps", collectSteps);
    Checks.positive("collect_every", collectEvery);
    Checks.positive("num_envs", numEnvs);
    Checks.notNegative("test_episodes", testEpisodes);
    Checks.notNegative("checkpoint_every", checkpointEvery);
    Checks.positive("checkpoint_every_seconds", checkpointEverySeconds);
    Checks.positive("keep_checkpoints", keepCheckpoints);
  }

  private static void requireNames(String list, List<CollectConfig> collects) {
    Set<List<String>> names = new HashSet<>();
    for (CollectConfig collect : collects) {
      if (!names.add(List.of(collect.prefix().orElse(""), collect.name()))) {
        throw new IllegalArgumentException(
            list + " has two entries of the name '" + collect.name() + "': give each its own");
      }
    }
  }

  /** Fewest episodes of a collection. */
  public int episodesPerCollection() {
    return collectEpisodes == 0 ? numEnvs : collectEpisodes;
  }
}
