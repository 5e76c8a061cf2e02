package org.dreamer4j.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an environment shows and takes.
 *
 * @param observation spec per observation key, in a fixed order; the image stands under {@link
 *     Observation#IMAGE}
 * @param action spec of the action
 */
public record EnvironmentSpec(Map<String, Spec> observation, Spec action) {
  public EnvironmentSpec {
    observation = Collections.unmodifiableMap(new LinkedHashMap<>(observation));
    if (action instanceof Spec.Image) {
      throw new IllegalArgumentException("an action cannot be an image");
    }
  }

  /** Sizes of the vectors that are shown, by observation key in order; no image, no reward mask. */
  public Map<String, Long> vectors() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    observation.forEach(
        (key, value) -> {
          if (!(value instanceof Spec.Image) && !key.equals(Episode.REWARD_MASK)) {
            sizes.put(key, (long) value.size());
          }
        });
    return sizes;
  }

  /** The same spec with another action. */
  public EnvironmentSpec withAction(Spec newAction) {
    return new EnvironmentSpec(observation, newAction);
  }

  /** The same spec with other observations. */
  public EnvironmentSpec withObservation(Map<String, Spec> newObservation) {
    return new EnvironmentSpec(newObservation, action);
  }

  /**
   * Checks an action before it is executed: its length, that it is finite and that it lies within
   * the bounds (0 and 1 for a discrete action).
   *
   * @throws IllegalArgumentException if the action does not fit, with the element at fault
   */
  public void checkAction(float[] values) {
    if (values.length != action.size()) {
      throw new IllegalArgumentException(
          "the action has " + values.length + " elements, the environment takes " + action.size());
    }
    for (int i = 0; i < values.length; i++) {
      float low = action instanceof Spec.Box box ? box.low()[i] : 0;
      float high = action instanceof Spec.Box box ? box.high()[i] : 1;
      if (!Float.isFinite(values[i]) || values[i] < low || values[i] > high) {
        throw new IllegalArgumentException(
            "action[" + i + "] is " + values[i] + ", it must lie in [" + low + ", " + high + "]");
      }
    }
  }
}
