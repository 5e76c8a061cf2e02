package org.dreamer4j.envs.wrap;

import java.util.ArrayList;
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
 * Plays an episode written down beforehand: the step at time t has reward 10^(t-1) and shows a
 * vector {@code time} [t] and a vector {@code pair} [t, -t]. Remembers the actions.
 */
final class Script implements Environment {
  final List<float[]> actions = new ArrayList<>();
  private final Spec action;
  private final int length;
  private final double lastPcont;
  private boolean running;
  private int time;

  /** An episode that ends in its last step with the given pcont. */
  Script(Spec action, int length, double lastPcont) {
    this.action = action;
    this.length = length;
    this.lastPcont = lastPcont;
  }

  /** One action in [-1, 1]. */
  static Script of(int length, double lastPcont) {
    return new Script(Spec.Box.of(1, -1, 1), length, lastPcont);
  }

  @Override
  public EnvironmentSpec spec() {
    Map<String, Spec> observation = new LinkedHashMap<>();
    observation.put("time", Spec.Box.of(1, 0, 100));
    observation.put("pair", Spec.Box.unbounded(2));
    return new EnvironmentSpec(observation, action);
  }

  @Override
  public TimeStep reset() {
    running = true;
    time = 0;
    return TimeStep.restart(observe());
  }

  @Override
  public TimeStep step(float[] values) {
    if (!running) {
      throw new IllegalStateException("the script has ended");
    }
    spec().checkAction(values);
    actions.add(values);
    double reward = Math.pow(10, time);
    time++;
    running = time < length;
    return new TimeStep(false, !running, observe(), reward, running ? 1 : lastPcont);
  }

  @Override
  public int actionRepeat() {
    return 2;
  }

  @Override
  public void close() {
    running = false;
  }

  private Observation observe() {
    Map<String, Array> arrays = new LinkedHashMap<>();
    arrays.put("time", new Array.Float32(new int[] {1}, new float[] {time}));
    arrays.put("pair", new Array.Float32(new int[] {2}, new float[] {time, -time}));
    return new Observation(arrays);
  }
}
