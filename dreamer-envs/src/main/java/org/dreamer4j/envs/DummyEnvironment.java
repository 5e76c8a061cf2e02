package org.dreamer4j.envs;

import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/**
 * Noise in the form of a task, to try out everything around it: random 64x64 images, five
 * continuous actions in [-1, 1] without effect, rewards uniform in [0, 1). The last step counts as
 * a termination, as it does there. Source: google-research/dreamer wrappers.py, DummyEnv; its
 * images are floats in [0, 1], these are bytes.
 */
public final class DummyEnvironment implements Environment {
  private static final int EPISODE_STEPS = 1000;
  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(Map.of(Observation.IMAGE, Spec.Image.RGB64), Spec.Box.of(5, -1, 1));

  private final SplittableRandom random;
  private final int episodeSteps;
  private int stepsLeft;
  private final CallOrder calls = new CallOrder();

  /**
   * Episodes of 1000 steps.
   *
   * @param seed the same seed gives the same images and rewards
   */
  public DummyEnvironment(long seed) {
    this(seed, EPISODE_STEPS);
  }

  /**
   * Episodes of another length.
   *
   * @param seed the same seed gives the same images and rewards
   * @param episodeSteps steps of every episode
   * @throws IllegalArgumentException if an episode would have no step
   */
  public DummyEnvironment(long seed, int episodeSteps) {
    if (episodeSteps < 1) {
      throw new IllegalArgumentException("an episode has at least 1 step, got " + episodeSteps);
    }
    this.random = new SplittableRandom(seed);
    this.episodeSteps = episodeSteps;
  }

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public TimeStep reset() {
    calls.checkReset();
    calls.episodeRuns(true);
    stepsLeft = episodeSteps;
    return TimeStep.restart(noise());
  }

  @Override
  public TimeStep step(float[] action) {
    calls.checkStep();
    SPEC.checkAction(action);
    stepsLeft--;
    calls.episodeRuns(stepsLeft > 0);
    double reward = random.nextDouble();
    return stepsLeft == 0
        ? TimeStep.termination(noise(), reward)
        : TimeStep.transition(noise(), reward);
  }

  private Observation noise() {
    byte[] pixels = new byte[Spec.Image.RGB64.size()];
    random.nextBytes(pixels);
    return Observation.ofImage(Spec.Image.RGB64, pixels);
  }

  @Override
  public void close() {
    calls.close();
  }
}
