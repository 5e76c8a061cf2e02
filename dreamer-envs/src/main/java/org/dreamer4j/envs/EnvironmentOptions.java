package org.dreamer4j.envs;

/**
 * How to make an environment.
 *
 * @param seed of everything random in it
 * @param actionRepeat simulator frames per agent step; 0 takes the task's own value
 * @param minLength fewest agent steps of an episode (the batch length, so that every episode can be
 *     sampled from); 0 for none
 * @param maxLength most agent steps of an episode; 0 for the task's own limit only
 * @param mode what the episodes are for
 * @param lifeLoss whether a lost life ends an episode of {@link Mode#TRAIN}; nothing to tasks
 *     without lives
 * @param simulators how simulators are found and used
 */
public record EnvironmentOptions(
    long seed,
    int actionRepeat,
    int minLength,
    int maxLength,
    Mode mode,
    boolean lifeLoss,
    SimulatorOptions simulators) {
  /** What episodes are for. */
  public enum Mode {
    /** To learn from. */
    TRAIN,
    /** To see what was learned: the task as it is. */
    TEST
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public EnvironmentOptions {
    if (actionRepeat < 0 || minLength < 0 || maxLength < 0) {
      throw new IllegalArgumentException(
          "action repeat, minimum and maximum length must not be negative: "
              + actionRepeat
              + ", "
              + minLength
              + ", "
              + maxLength);
    }
  }

  /** Options of a test. */
  public EnvironmentOptions(long seed, int actionRepeat, int minLength, int maxLength) {
    this(seed, actionRepeat, minLength, maxLength, SimulatorOptions.DEFAULT);
  }

  /** Options of a test with simulators of one's own. */
  public EnvironmentOptions(
      long seed, int actionRepeat, int minLength, int maxLength, SimulatorOptions simulators) {
    this(seed, actionRepeat, minLength, maxLength, Mode.TEST, false, simulators);
  }

  /** The task's own settings with a seed. */
  public static EnvironmentOptions seeded(long seed) {
    return new EnvironmentOptions(seed, 0, 0, 0);
  }

  /**
   * The same options for training.
   *
   * @param endAtLostLife whether a lost life ends an episode
   */
  public EnvironmentOptions forTraining(boolean endAtLostLife) {
    return new EnvironmentOptions(
        seed, actionRepeat, minLength, maxLength, Mode.TRAIN, endAtLostLife, simulators);
  }

  /** The same options with another limit on episodes. */
  public EnvironmentOptions withMaxLength(int length) {
    return new EnvironmentOptions(
        seed, actionRepeat, minLength, length, mode, lifeLoss, simulators);
  }

  /** The same options with another seed. */
  public EnvironmentOptions withSeed(long other) {
    return new EnvironmentOptions(
        other, actionRepeat, minLength, maxLength, mode, lifeLoss, simulators);
  }

  /** The same options with other simulators. */
  public EnvironmentOptions withSimulators(SimulatorOptions others) {
    return new EnvironmentOptions(seed, actionRepeat, minLength, maxLength, mode, lifeLoss, others);
  }

  /** Whether a lost life ends an episode of these options. */
  public boolean endsWithLife() {
    return lifeLoss && mode == Mode.TRAIN;
  }
}
