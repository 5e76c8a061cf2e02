package org.dreamer4j.envs.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.CallOrder;

/**
 * A {@link ControlTask} as an environment: actions within the ranges of the motors, mostly [-1, 1],
 * the task's vectors as float32 followed by an image, episodes that end by their time limit with
 * pcont 1.
 *
 * <p>It repeats actions itself (rewards summed, stopping at the time limit), so that frames which
 * nobody sees are never drawn. A simulator that fails costs the episode, {@link
 * EnvironmentLostException}, and is replaced by the next {@link #reset}.
 *
 * @param <P> what the task is simulated with
 */
public final class ControlEnvironment<P extends Physics> implements Environment {
  private final ControlTask<? super P> task;
  private final Supplier<Simulation<P>> simulations;
  private final SplittableRandom random;
  private final int actionRepeat;
  private final int imageSize;
  private final EnvironmentSpec spec;
  private Simulation<P> simulation;
  private int controlStep;
  private boolean failed;
  private final CallOrder calls = new CallOrder();

  /**
   * An environment.
   *
   * @param simulations makes what the task is simulated with, the same each time; asked once, and
   *     again after each failure
   * @param seed of the initial states
   * @param actionRepeat control steps per agent step, at least 1
   * @param imageSize edge of the square image in pixels; 0 for no image
   * @throws IllegalArgumentException if a number is out of range
   */
  public ControlEnvironment(
      ControlTask<? super P> task,
      Supplier<Simulation<P>> simulations,
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
    this.simulations = simulations;
    this.actionRepeat = actionRepeat;
    this.imageSize = imageSize;
    random = new SplittableRandom(seed);
    Map<String, Spec> observations = new LinkedHashMap<>();
    task.observationSizes().forEach((key, size) -> observations.put(key, Spec.Box.unbounded(size)));
    if (imageSize > 0) {
      observations.put(Observation.IMAGE, new Spec.Image(imageSize, imageSize, 3));
    }
    simulation = simulations.get();
    try {
      spec = new EnvironmentSpec(observations, actions(simulation.physics()));
    } catch (RuntimeException | Error e) {
      simulation.close();
      throw e;
    }
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
    calls.checkReset();
    try {
      return restart();
    } catch (IllegalStateException e) {
      failed = true;
    }
    // No episode is lost with a start, so that another simulation may try it at once.
    try {
      return restart();
    } catch (IllegalStateException e) {
      throw lost(e);
    }
  }

  private TimeStep restart() {
    if (failed) {
      simulation.close();
      simulation = simulations.get();
      failed = false;
    }
    P physics = simulation.physics();
    physics.reset();
    task.initialize(physics, random);
    physics.forward();
    controlStep = 0;
    TimeStep first = TimeStep.restart(observe());
    calls.episodeRuns(true);
    return first;
  }

  @Override
  public TimeStep step(float[] action) {
    calls.checkStep();
    spec.checkAction(action);
    try {
      return simulate(action);
    } catch (IllegalStateException e) {
      calls.episodeRuns(false);
      throw lost(e);
    }
  }

  /** The simulator has failed, not its user. */
  private EnvironmentLostException lost(IllegalStateException failure) {
    failed = true;
    return new EnvironmentLostException(String.valueOf(failure.getMessage()), failure);
  }

  private TimeStep simulate(float[] action) {
    P physics = simulation.physics();
    for (int m = 0; m < action.length; m++) {
      physics.setControl(m, action[m]);
    }
    double reward = 0;
    for (int r = 0; r < actionRepeat && controlStep < task.controlSteps(); r++) {
      physics.step(task.substeps());
      reward += task.reward(physics);
      controlStep++;
    }
    boolean running = controlStep < task.controlSteps();
    calls.episodeRuns(running);
    Observation observation = observe();
    return running
        ? TimeStep.transition(observation, reward)
        : TimeStep.truncation(observation, reward);
  }

  @Override
  public void close() {
    if (calls.close()) {
      simulation.close();
    }
  }

  private Observation observe() {
    Map<String, Array> arrays = new LinkedHashMap<>();
    task.observe(simulation.physics())
        .forEach(
            (key, values) -> arrays.put(key, new Array.Float32(new int[] {values.length}, values)));
    if (imageSize > 0) {
      byte[] pixels = new byte[imageSize * imageSize * 3];
      simulation.painter().paint(pixels);
      arrays.put(Observation.IMAGE, new Array.Uint8(new int[] {imageSize, imageSize, 3}, pixels));
    }
    return new Observation(arrays);
  }
}
