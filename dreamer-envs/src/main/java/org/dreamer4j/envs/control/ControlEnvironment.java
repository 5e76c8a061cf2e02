package org.dreamer4j.envs.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/**
 * A {@link ControlTask} as an environment: actions within the ranges of the motors, mostly [-1, 1],
 * the task's vectors as float32 followed by an image, episodes that end by their time limit with
 * pcont 1.
 *
 * <p>It repeats actions itself (rewards summed, stopping at the time limit), so that frames which
 * nobody sees are never drawn. A simulator that fails costs the episode: {@link
 * EnvironmentLostException}.
 *
 * @param <P> what the task is simulated with
 */
public final class ControlEnvironment<P extends Physics> implements Environment {
  private final ControlTask<? super P> task;
  private final P physics;
  private final Painter painter;
  private final SplittableRandom random;
  private final int actionRepeat;
  private final int imageSize;
  private final EnvironmentSpec spec;
  private int controlStep;
  private boolean running;
  private boolean closed;

  /**
   * An environment.
   *
   * @param physics what the task is simulated with; closed with the environment
   * @param painter what draws it; closed with the environment, before the physics
   * @param seed of the initial states
   * @param actionRepeat control steps per agent step, at least 1
   * @param imageSize edge of the square image in pixels; 0 for no image
   * @throws IllegalArgumentException if a number is out of range
   */
  public ControlEnvironment(
      ControlTask<? super P> task,
      P physics,
      Painter painter,
      long seed,
      int actionRepeat,
      int imageSize) {
    if (actionRepeat < 1 || imageSize < 0) {
      throw new IllegalArgumentException(
          "action repeat must be at least 1 and the image size not negative, got "
              + actionRepeat
              + " and "
              + imageSize);
    }
    this.task = task;
    this.physics = physics;
    this.painter = painter;
    this.actionRepeat = actionRepeat;
    this.imageSize = imageSize;
    random = new SplittableRandom(seed);
    Map<String, Spec> observations = new LinkedHashMap<>();
    task.observationSizes().forEach((key, size) -> observations.put(key, Spec.Box.unbounded(size)));
    if (imageSize > 0) {
      observations.put(Observation.IMAGE, new Spec.Image(imageSize, imageSize, 3));
    }
    spec = new EnvironmentSpec(observations, actions(physics));
  }

  private static Spec.Box actions(Physics physics) {
    float[] low = new float[physics.motors()];
    float[] high = new float[physics.motors()];
    for (int m = 0; m < low.length; m++) {
      double[] range = physics.controlRange(m);
      low[m] = (float) range[0];
      high[m] = (float) range[1];
    }
    return new Spec.Box(low, high);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int actionRepeat() {
    return actionRepeat;
  }

  @Override
  public TimeStep reset() {
    if (closed) {
      throw new IllegalStateException("the environment is closed");
    }
    running = false;
    try {
      physics.reset();
      task.initialize(physics, random);
      physics.forward();
      controlStep = 0;
      TimeStep first = TimeStep.restart(observe());
      running = true;
      return first;
    } catch (IllegalStateException e) {
      throw lost(e);
    }
  }

  @Override
  public TimeStep step(float[] action) {
    if (!running) {
      throw new IllegalStateException(
          closed ? "the environment is closed" : "no episode is running: call reset() first");
    }
    spec.checkAction(action);
    try {
      return simulate(action);
    } catch (IllegalStateException e) {
      running = false;
      throw lost(e);
    }
  }

  /** The simulator has failed, not its user. */
  private static EnvironmentLostException lost(IllegalStateException failure) {
    return new EnvironmentLostException(String.valueOf(failure.getMessage()), failure);
  }

  private TimeStep simulate(float[] action) {
    for (int m = 0; m < action.length; m++) {
      physics.setControl(m, action[m]);
    }
    double reward = 0;
    for (int r = 0; r < actionRepeat && controlStep < task.controlSteps(); r++) {
      physics.step(task.substeps());
      reward += task.reward(physics);
      controlStep++;
    }
    running = controlStep < task.controlSteps();
    Observation observation = observe();
    return running
        ? TimeStep.transition(observation, reward)
        : TimeStep.truncation(observation, reward);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      running = false;
      painter.close();
      physics.close();
    }
  }

  private Observation observe() {
    Map<String, Array> arrays = new LinkedHashMap<>();
    task.observe(physics)
        .forEach(
            (key, values) -> arrays.put(key, new Array.Float32(new int[] {values.length}, values)));
    if (imageSize > 0) {
      byte[] pixels = new byte[imageSize * imageSize * 3];
      painter.paint(pixels);
      arrays.put(Observation.IMAGE, new Array.Uint8(new int[] {imageSize, imageSize, 3}, pixels));
    }
    return new Observation(arrays);
  }
}
