package org.dreamer4j.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the steps of one episode row by row; see {@link Episode} for the alignment. */
public final class EpisodeBuilder {
  private final EnvironmentSpec spec;
  private final List<TimeStep> steps = new ArrayList<>();
  private final List<float[]> actions = new ArrayList<>();

  /** An empty episode of an environment with the given spec. */
  public EpisodeBuilder(EnvironmentSpec spec) {
    this.spec = spec;
  }

  /**
   * Starts the episode.
   *
   * @throws IllegalArgumentException if the step is no reset
   */
  public EpisodeBuilder restart(TimeStep step) {
    if (!step.first()) {
      throw new IllegalArgumentException("an episode starts with a reset");
    }
    steps.clear();
    actions.clear();
    steps.add(step);
    actions.add(new float[spec.action().size()]);
    return this;
  }

  /**
   * Adds an action and the step it led to.
   *
   * @throws IllegalStateException before the reset
   */
  public EpisodeBuilder add(float[] action, TimeStep step) {
    if (steps.isEmpty()) {
      throw new IllegalStateException("restart() first");
    }
    steps.add(step);
    actions.add(action.clone());
    return this;
  }

  /** Rows so far, the reset included. */
  public int length() {
    return steps.size();
  }

  /** The episode: image uint8, vectors and action float32, reward and pcont float64. */
  public Episode build() {
    int rows = steps.size();
    Map<String, Array> arrays = new LinkedHashMap<>();
    spec.observation().forEach((key, value) -> arrays.put(key, observations(key, value)));
    int size = spec.action().size();
    float[] action = new float[rows * size];
    double[] reward = new double[rows];
    double[] pcont = new double[rows];
    for (int t = 0; t < rows; t++) {
      System.arraycopy(actions.get(t), 0, action, t * size, size);
      reward[t] = steps.get(t).reward();
      pcont[t] = steps.get(t).pcont();
    }
    arrays.put(Episode.ACTION, new Array.Float32(new int[] {rows, size}, action));
    arrays.put(Episode.REWARD, new Array.Float64(new int[] {rows}, reward));
    arrays.put(Episode.PCONT, new Array.Float64(new int[] {rows}, pcont));
    return new Episode(arrays);
  }

  private Array observations(String key, Spec value) {
    int rows = steps.size();
    int[] inner = value.shape();
    int[] shape = new int[inner.length + 1];
    shape[0] = rows;
    System.arraycopy(inner, 0, shape, 1, inner.length);
    int size = value.size();
    if (value instanceof Spec.Image) {
      byte[] data = new byte[rows * size];
      for (int t = 0; t < rows; t++) {
        System.arraycopy(
            ((Array.Uint8) steps.get(t).observation().get(key)).data(), 0, data, t * size, size);
      }
      return new Array.Uint8(shape, data);
    }
    float[] data = new float[rows * size];
    for (int t = 0; t < rows; t++) {
      System.arraycopy(
          ((Array.Float32) steps.get(t).observation().get(key)).data(), 0, data, t * size, size);
    }
    return new Array.Float32(shape, data);
  }
}
