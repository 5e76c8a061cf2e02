package org.dreamer4j.envs.arcade;

import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;

/**
 * Catches every ball: moves towards its column, which the observation vectors tell. What a learned
 * policy is measured against.
 */
public final class CatchOracle implements Policy<RandomPolicy.None> {
  /** Remembers nothing, so one instance serves any number of environments. */
  public CatchOracle() {}

  @Override
  public RandomPolicy.None initialState() {
    return RandomPolicy.None.NONE;
  }

  @Override
  public Decision<RandomPolicy.None> act(RandomPolicy.None state, Observation observation) {
    double ball = observation.get(CatchEnvironment.BALL).get(0);
    double paddle = observation.get(CatchEnvironment.PADDLE).get(0);
    return new Decision<>(CatchPolicies.action((int) Math.signum(ball - paddle)), state);
  }
}
