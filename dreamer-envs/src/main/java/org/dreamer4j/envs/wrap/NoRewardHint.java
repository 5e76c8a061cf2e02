package org.dreamer4j.envs.wrap;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;

/**
 * Marks every row of an episode as one whose reward must not be learned from: adds an observation
 * {@code reward_mask} that is always 0. Source: google-research/dreamer wrappers.py, NoRewardHint.
 */
public final class NoRewardHint extends Wrapper {
  /** Key of the mark, float32 [1]. */
  public static final String REWARD_MASK = "reward_mask";

  private final EnvironmentSpec spec;

  /**
   * Adds the mark.
   *
   * @param inner the environment, closed with this one
   * @throws IllegalArgumentException if it already shows a {@code reward_mask}
   */
  public NoRewardHint(Environment inner) {
    super(inner);
    Map<String, Spec> observation = new LinkedHashMap<>(inner.spec().observation());
    if (observation.put(REWARD_MASK, Spec.Box.of(1, 0, 1)) != null) {
      throw new IllegalArgumentException("the environment already shows a " + REWARD_MASK);
    }
    spec = inner.spec().withObservation(observation);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public TimeStep reset() {
    return mark(inner.reset());
  }

  @Override
  public TimeStep step(float[] action) {
    return mark(inner.step(action));
  }

  private static TimeStep mark(TimeStep step) {
    Array mask = new Array.Float32(new int[] {1}, new float[1]);
    return step.withObservation(step.observation().with(REWARD_MASK, mask));
  }
}
