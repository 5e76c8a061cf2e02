package org.dreamer4j.envs;

/**
 * How to make an environment.
 *
 * @param seed of everything random in it
 * @param actionRepeat simulator frames per agent step; 0 takes the task's own value
 * @param minLength fewest agent steps of an episode (the batch length, so that every episode can be
 *     sampled from); 0 for none
 * @param maxLength most agent steps of an episode; 0 for the task's own limit only
 */
public record EnvironmentOptions(long seed, int actionRepeat, int minLength, int maxLength) {
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

  /** The task's own settings with a seed. */
  public static EnvironmentOptions seeded(long seed) {
    return new EnvironmentOptions(seed, 0, 0, 0);
  }
}
