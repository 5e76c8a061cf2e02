package org.dreamer4j.envs.control;

import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;

/**
 * Solves {@link ControlTasks#QUICKSTART} from its observation vectors: full force towards the
 * marker, easing off on arrival. Its return is what a learned policy is measured against.
 */
public final class QuickstartOracle implements Policy<RandomPolicy.None> {
  private static final float POSITION_GAIN = 6;
  private static final float VELOCITY_GAIN = 0.1f;

  /** Remembers nothing, so one instance serves any number of environments. */
  public QuickstartOracle() {}

  @Override
  public RandomPolicy.None initialState() {
    return RandomPolicy.None.NONE;
  }

  @Override
  public Decision<RandomPolicy.None> act(RandomPolicy.None state, Observation observation) {
    double gap = observation.get("to_target").get(0);
    double velocity = observation.get("velocity").get(0);
    return TrivialPolicies.decide(POSITION_GAIN * gap - VELOCITY_GAIN * velocity);
  }
}
