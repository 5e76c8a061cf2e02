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

  /** The same spec with another action. */
  public EnvironmentSpec withAction(Spec newAction) {
    return new EnvironmentSpec(observation, newAction);
  }

  /** The same spec with other observations. */
  public EnvironmentSpec withObservation(Map<String, Spec> newObservation) {
    return new EnvironmentSpec(newObservation, action);
  }
}
