package org.dreamer4j.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One episode, immutable. Row 0 is the reset (zero action, reward 0, pcont 1); row t holds the
 * action that led to observation t, and the reward and pcont received on arriving there.
 *
 * @param arrays per key an array whose first dimension is time; {@code action} float32 [T,A],
 *     {@code reward} and {@code pcont} [T] and the observation keys
 */
public record Episode(Map<String, Array> arrays) {
  /** Key of the actions. */
  public static final String ACTION = "action";

  /** Key of the rewards. */
  public static final String REWARD = "reward";

  /** Key of the continuation flags. */
  public static final String PCONT = "pcont";

  /** Key of the sum of rewards up to and including a row; derived where a batch is made. */
  public static final String RETURN = "return";

  /** Key of the mask that is 0 where rewards are not to be learned from. */
  public static final String REWARD_MASK = "reward_mask";

  public Episode {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    int rows = rows(ACTION, arrays);
    if (rows < 1) {
      throw new IllegalArgumentException("an episode has at least the reset row");
    }
    for (String key : arrays.keySet()) {
      if (rows(key, arrays) != rows) {
        throw new IllegalArgumentException(
            "'" + key + "' has " + rows(key, arrays) + " rows, 'action' has " + rows);
      }
    }
    rows(REWARD, arrays);
    rows(PCONT, arrays);
  }

  /** Rows, the reset included. */
  public int length() {
    return rows(ACTION, arrays);
  }

  /** Calls of {@code step} in this episode: one less than the rows. */
  public int agentSteps() {
    return length() - 1;
  }

  /** Sum of all rewards. */
  public double episodeReturn() {
    Array reward = get(REWARD);
    double sum = 0;
    for (int t = 0; t < reward.size(); t++) {
      sum += reward.get(t);
    }
    return sum;
  }

  /**
   * The array under a key.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Array get(String key) {
    Array array = arrays.get(key);
    if (array == null) {
      throw new IllegalArgumentException("no '" + key + "' among " + arrays.keySet());
    }
    return array;
  }

  private static int rows(String key, Map<String, Array> arrays) {
    Array array = arrays.get(key);
    if (array == null) {
      throw new IllegalArgumentException("an episode needs '" + key + "', got " + arrays.keySet());
    }
    if (array.shape().length == 0) {
      throw new IllegalArgumentException("'" + key + "' has no time dimension");
    }
    return array.shape()[0];
  }
}
