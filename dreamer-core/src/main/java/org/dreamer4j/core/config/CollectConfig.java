package org.dreamer4j.core.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.dreamer4j.core.Printable;
import org.dreamer4j.core.config.ActingConfig.NoiseType;
import org.dreamer4j.core.config.PlannerConfig.Objective;
import org.dreamer4j.core.config.PlannerConfig.Planner;

/**
 * One entry of {@code train_collects} or {@code test_collects}: episodes that are collected beside
 * others, with settings of their own. What is not given is taken from the keys of the run.
 */
public record CollectConfig(
    @Setting(value = "main", about = "Name in figures.") String name,
    @Setting(
            value = "none",
            about = "First part of the name in figures; none: train or test, the phase.")
        Optional<String> prefix,
    @Setting(value = "none", about = "Mode of the environment, train or test; none: the phase's.")
        Optional<String> mode,
    @Setting(value = "true", about = "Whether rewards are learned from.") boolean giveRewards,
    @Setting(value = "none", about = "Folder of the episodes; none: the phase's.")
        Optional<String> saveEpisodeDir,
    @Setting(value = "none", about = "Environments that are stepped together; none: num_envs.")
        OptionalInt numEnvs,
    @Setting(value = "none", unit = "episodes", about = "Fewest episodes; none: collect_episodes.")
        OptionalInt numEpisodes,
    @Setting(value = "none", unit = "agentSteps", about = "Fewest steps; none: collect_steps.")
        OptionalInt numSteps,
    @Setting(
            value = "none",
            unit = "sequences",
            about = "First collection of a phase; none: collect_every.")
        OptionalLong stepsAfter,
    @Setting(
            value = "none",
            unit = "sequences",
            about = "Between two collections; none: collect_every.")
        OptionalLong stepsEvery,
    @Setting(
            value = "none",
            unit = "sequences",
            about = "Where collections of a phase end; none or -1: nowhere.")
        OptionalLong stepsUntil,
    @Setting(value = "none", about = "Who acts; none: train_planner or test_planner.")
        Optional<Planner> planner,
    @Setting(value = "none", unit = "steps", about = "Length of plans; none: planner_horizon.")
        OptionalInt horizon,
    @Setting(value = "none", about = "What plans are rated by; none: as the phase's.")
        Optional<Objective> objective,
    @Setting(value = "none", about = "Kind of noise on actions; none: action_noise_type.")
        Optional<NoiseType> actionNoiseType,
    @Setting(value = "none", about = "Noise on actions; none: the phase's.")
        OptionalDouble actionNoiseScale,
    @Setting(value = "none", unit = "sequences", about = "Noise schedule; none: the phase's.")
        OptionalLong actionNoiseRamp,
    @Setting(value = "none", about = "Smallest factor of the schedule; none: the phase's.")
        OptionalDouble actionNoiseMin,
    @Setting(value = "none", about = "Factor of the noise on each action; none: the phase's.")
        Optional<List<Double>> actionNoiseFactors) {
  private static final List<String> MODES = List.of("train", "test");
  private static final Pattern FOLDER = Pattern.compile("\\w[\\w.-]{0,99}");

  public CollectConfig {
    saveEpisodeDir.ifPresent(CollectConfig::requireFolderName);
    mode.ifPresent(word -> Names.requireKnown("mode of a collection", List.of(word), MODES));
    numEnvs.ifPresent(count -> Checks.positive("num_envs", count));
    numEpisodes.ifPresent(count -> Checks.notNegative("num_episodes", count));
    numSteps.ifPresent(count -> Checks.notNegative("num_steps", count));
    stepsAfter.ifPresent(step -> Checks.notNegative("steps_after", step));
    stepsEvery.ifPresent(steps -> Checks.positive("steps_every", steps));
    // The reference writes -1 for collections that never end.
    stepsUntil = stepsUntil.orElse(-1) < 0 ? OptionalLong.empty() : stepsUntil;
    horizon.ifPresent(steps -> Checks.positive("horizon", steps));
    actionNoiseScale.ifPresent(scale -> Checks.notNegative("action_noise_scale", scale));
    actionNoiseMin.ifPresent(least -> Checks.within("action_noise_min", least, 0, 1));
    actionNoiseFactors = actionNoiseFactors.map(List::copyOf);
  }

  /** The folder lies in the run's, whoever wrote the configuration. */
  private static void requireFolderName(String name) {
    if (!FOLDER.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "save_episode_dir must be the name of a folder in the run (letters, digits, '_', '-',"
              + " '.'), got '"
              + Printable.name(name)
              + "'");
    }
  }
}
