package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.List;
import java.util.Locale;
import org.dreamer4j.core.config.PlannerConfig.Planner;

/** Who acts, and how actions are explored. */
public record ActingConfig(
    @Setting(value = "policy_sample", about = "How training episodes act.") Planner trainPlanner,
    @Setting(value = "policy_mode", about = "How test episodes act.") Planner testPlanner,
    @Setting(value = "additive_normal", about = "Kind of noise on actions.")
        NoiseType actionNoiseType,
    @Setting(value = "0.3", about = "Noise on training actions: its deviation, or its probability.")
        double trainActionNoise,
    @Setting(
            value = "0",
            unit = "sequences",
            about = "Noise schedule: rises over so many steps, falls if negative, constant if 0.")
        long trainActionNoiseRamp,
    @Setting(value = "0.0", about = "Smallest factor of the noise schedule.")
        double trainActionNoiseMin,
    @Setting(value = "[]", about = "Factor of the noise on each action; [] for none.")
        List<Double> trainActionNoiseFactors,
    @Setting(value = "0.0", about = "Noise on test actions: its deviation, or its probability.")
        double testActionNoise,
    @Setting(
            value = "0",
            unit = "sequences",
            about = "Noise schedule of tests; constant in the reference.",
            origin = OURS)
        long testActionNoiseRamp,
    @Setting(
            value = "0.0",
            about = "Smallest factor of the noise schedule of tests.",
            origin = OURS)
        double testActionNoiseMin) {

  /** Kinds of exploration. */
  public enum NoiseType {
    /** A normal number is added. */
    ADDITIVE_NORMAL,
    /** With a probability the action is a uniformly random one-hot vector. */
    EPSILON_GREEDY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ActingConfig {
    trainActionNoiseFactors = List.copyOf(trainActionNoiseFactors);
    Checks.notNegative("train_action_noise", trainActionNoise);
    Checks.within("train_action_noise_min", trainActionNoiseMin, 0, 1);
    Checks.notNegative("test_action_noise", testActionNoise);
    Checks.within("test_action_noise_min", testActionNoiseMin, 0, 1);
    if (actionNoiseType == NoiseType.EPSILON_GREEDY) {
      Checks.within("train_action_noise of epsilon_greedy", trainActionNoise, 0, 1);
      Checks.within("test_action_noise of epsilon_greedy", testActionNoise, 0, 1);
    }
  }

  /** The noise of training episodes. */
  public Exploration trainExploration() {
    return new Exploration(
        actionNoiseType,
        trainActionNoise,
        trainActionNoiseRamp,
        trainActionNoiseMin,
        trainActionNoiseFactors);
  }

  /** The noise of test episodes; its factors are those of training, as in the reference. */
  public Exploration testExploration() {
    return new Exploration(
        actionNoiseType,
        testActionNoise,
        testActionNoiseRamp,
        testActionNoiseMin,
        trainActionNoiseFactors);
  }
}
