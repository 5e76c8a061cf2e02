package org.dreamer4j.core.config;

import java.util.Locale;

/** How actions are chosen and explored. */
public record ActingConfig(
    @Setting(value = "policy_sample", about = "How training episodes act.") Planner trainPlanner,
    @Setting(value = "policy_mode", about = "How test episodes act.") Planner testPlanner,
    @Setting(value = "0.3", about = "Standard deviation of the noise on training actions.")
        double trainActionNoise,
    @Setting(
            value = "0",
            unit = "sequences",
            about = "Noise schedule: rises over so many steps, falls if negative, constant if 0.")
        long trainActionNoiseRamp,
    @Setting(value = "0.0", about = "Smallest factor of the noise schedule.")
        double trainActionNoiseMin,
    @Setting(value = "0.0", about = "Standard deviation of the noise on test actions.")
        double testActionNoise) {

  /** Ways to choose an action from the actor. */
  public enum Planner {
    /** A sample of the actor's distribution. */
    POLICY_SAMPLE,
    /** The most likely of 100 samples of the actor's distribution. */
    POLICY_MODE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ActingConfig {
    Checks.notNegative("train_action_noise", trainActionNoise);
    Checks.notNegative("test_action_noise", testActionNoise);
    Checks.within("train_action_noise_min", trainActionNoiseMin, 0, 1);
  }

  /**
   * Standard deviation of the training noise: {@code noise * max(schedule, min)} with a schedule of
   * 1 (ramp 0), min(step / ramp, 1) (ramp above 0) or 1 - min(step / -ramp, 1) (below 0).
   *
   * @param step replayed sequences so far
   */
  public double trainNoiseAt(long step) {
    if (trainActionNoiseRamp == 0) {
      return trainActionNoise;
    }
    double progress = Math.min((double) step / Math.abs(trainActionNoiseRamp), 1);
    double schedule = trainActionNoiseRamp > 0 ? progress : 1 - progress;
    return trainActionNoise * Math.max(schedule, trainActionNoiseMin);
  }
}
