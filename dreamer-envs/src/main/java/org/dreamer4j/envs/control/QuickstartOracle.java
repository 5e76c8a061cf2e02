package org.dreamer4j.envs.control;

import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;

/**
 * Solves {@link ControlTasks#QUICKSTART} from its observation vectors: the force that holds the
 * shuttle at the marker, and more of it while on the way. Its return is what a learned policy is
 * measured against.
 */
public final class QuickstartOracle implements Policy<RandomPolicy.None> {
  private static final double POSITION_GAIN = 3;

  /** Remembers nothing, so one instance serves any number of environments. */
  public QuickstartOracle() {}

  @Override
  public RandomPolicy.None initialState() {
    return RandomPolicy.None.NONE;
  }

  @Override
  public Decision<RandomPolicy.None> act(RandomPolicy.None state, Observation observation) {
    double gap = observation.get("to_target").get(0);
    double marker = observation.get("position").get(0) + gap;
    return TrivialPolicies.decide(marker + POSITION_GAIN * gap);
  }
}
