package org.dreamer4j.envs.wrap;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/**
 * Shows only some of the observations, in the order asked for. Source: google-research/dreamer
 * wrappers.py, SelectObservations.
 */
public final class SelectObservations extends Wrapper {
  private final List<String> keys;
  private final EnvironmentSpec spec;

  /**
   * Selects observations.
   *
   * @param inner the environment, closed with this one
   * @param keys what to keep
   * @throws IllegalArgumentException if the environment does not show one of the keys
   */
  public SelectObservations(Environment inner, String... keys) {
    super(inner);
    this.keys = List.copyOf(Arrays.asList(keys));
    Map<String, Spec> selected = new LinkedHashMap<>();
    for (String key : this.keys) {
      selected.put(key, specOf(inner, key));
    }
    spec = inner.spec().withObservation(selected);
  }

  static Spec specOf(Environment environment, String key) {
    Spec found = environment.spec().observation().get(key);
    if (found == null) {
      throw new IllegalArgumentException(
          "no observation '" + key + "' among " + environment.spec().observation().keySet());
    }
    return found;
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public TimeStep reset() {
    return select(inner.reset());
  }

  @Override
  public TimeStep step(float[] action) {
    return select(inner.step(action));
  }

  private TimeStep select(TimeStep step) {
    Map<String, Array> selected = new LinkedHashMap<>();
    for (String key : keys) {
      selected.put(key, step.observation().get(key));
    }
    return step.withObservation(new Observation(selected));
  }
}
