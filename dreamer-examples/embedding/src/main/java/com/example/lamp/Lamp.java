package com.example.lamp;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/** The application's own task: keep a lamp that flickers half bright. */
final class Lamp implements Environment {
  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(Map.of(Observation.IMAGE, Spec.Image.RGB64), Spec.Box.of(1, -1, 1));
  private static final int STEPS = 20;

  private final SplittableRandom random;
  private double brightness;
  private int stepsLeft;

  Lamp(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public TimeStep reset() {
    brightness = random.nextDouble();
    stepsLeft = STEPS;
    return TimeStep.restart(seen());
  }

  @Override
  public TimeStep step(float[] action) {
    if (stepsLeft == 0) {
      throw new IllegalStateException("no episode is running: call reset() first");
    }
    SPEC.checkAction(action);
    double moved = brightness + 0.2 * action[0] + random.nextDouble(-0.05, 0.05);
    brightness = Math.min(1, Math.max(0, moved));
    double reward = 1 - 2 * Math.abs(brightness - 0.5);
    return --stepsLeft > 0
        ? TimeStep.transition(seen(), reward)
        : TimeStep.truncation(seen(), reward);
  }

  private Observation seen() {
    byte[] pixels = new byte[Spec.Image.RGB64.size()];
    Arrays.fill(pixels, (byte) (255 * brightness));
    return Observation.ofImage(Spec.Image.RGB64, pixels);
  }
}
