package org.dreamer4j.examples;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/** An environment of one's own: dim a lamp (left half of the image) to a goal (right half). */
final class Dimmer implements Environment {
  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(Map.of(Observation.IMAGE, Spec.Image.RGB64), Spec.Box.of(1, -1, 1));
  private static final int STEPS = 50;

  private final SplittableRandom random;
  private double lamp;
  private double goal;
  private int stepsLeft;

  Dimmer(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public TimeStep reset() {
    lamp = random.nextDouble();
    goal = random.nextDouble();
    stepsLeft = STEPS;
    return TimeStep.restart(observe());
  }

  @Override
  public TimeStep step(float[] action) {
    if (stepsLeft == 0) {
      throw new IllegalStateException("no episode is running: call reset() first");
    }
    SPEC.checkAction(action);
    lamp = Math.min(1, Math.max(0, lamp + 0.2 * action[0]));
    double reward = Math.max(0, 1 - 4 * Math.abs(lamp - goal));
    return --stepsLeft > 0
        ? TimeStep.transition(observe(), reward)
        : TimeStep.truncation(observe(), reward);
  }

  private Observation observe() {
    byte[] pixels = new byte[Spec.Image.RGB64.size()];
    for (int row = 0; row < pixels.length; row += 64 * 3) {
      Arrays.fill(pixels, row, row + 32 * 3, (byte) (255 * lamp));
      Arrays.fill(pixels, row + 32 * 3, row + 64 * 3, (byte) (255 * goal));
    }
    return Observation.ofImage(Spec.Image.RGB64, pixels);
  }

  @Override
  public void close() {
    stepsLeft = 0;
  }
}
