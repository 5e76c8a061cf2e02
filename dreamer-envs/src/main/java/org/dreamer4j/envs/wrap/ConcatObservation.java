package org.dreamer4j.envs.wrap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/**
 * Shows one vector made of several, and nothing else. Source: google-research/dreamer wrappers.py,
 * ConcatObservation followed by ObservationDict.
 */
public final class ConcatObservation extends Wrapper {
  private final String name;
  private final List<String> keys;
  private final EnvironmentSpec spec;

  /**
   * Concatenates observations.
   *
   * @param inner the environment, closed with this one
   * @param name key of the vector
   * @param keys the vectors it is made of, in this order
   * @throws IllegalArgumentException if the environment does not show one of the keys, or it is no
   *     float vector
   */
  public ConcatObservation(Environment inner, String name, String... keys) {
    super(inner);
    this.name = name;
    this.keys = List.copyOf(Arrays.asList(keys));
    int size = 0;
    for (String key : this.keys) {
      size += box(key).size();
    }
    float[] low = new float[size];
    float[] high = new float[size];
    int offset = 0;
    for (String key : this.keys) {
      Spec.Box box = box(key);
      System.arraycopy(box.low(), 0, low, offset, box.size());
      System.arraycopy(box.high(), 0, high, offset, box.size());
      offset += box.size();
    }
    spec = inner.spec().withObservation(Map.of(name, new Spec.Box(low, high)));
  }

  private Spec.Box box(String key) {
    if (SelectObservations.specOf(inner, key) instanceof Spec.Box box) {
      return box;
    }
    throw new IllegalArgumentException(
        "observation '" + key + "' is no float vector, only those can be concatenated");
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public TimeStep reset() {
    return concatenate(inner.reset());
  }

  @Override
  public TimeStep step(float[] action) {
    return concatenate(inner.step(action));
  }

  private TimeStep concatenate(TimeStep step) {
    float[] joined = new float[Objects.requireNonNull(spec.observation().get(name)).size()];
    int offset = 0;
    for (String key : keys) {
      float[] part = step.observation().get(key).toFloats();
      System.arraycopy(part, 0, joined, offset, part.length);
      offset += part.length;
    }
    Array array = new Array.Float32(new int[] {joined.length}, joined);
    return step.withObservation(new Observation(Map.of(name, array)));
  }
}
