package org.dreamer4j.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses actions. What it remembers is passed in and out, never hidden in the policy, so one
 * policy serves any number of environments.
 *
 * @param <S> what is remembered between two steps of an episode
 */
public interface Policy<S> {
  /** What a policy returns: the action to execute and the state for the next call. */
  record Decision<S>(float[] action, S state) {}

  /** The state at the start of an episode. */
  S initialState();

  /** Acts on one observation. */
  Decision<S> act(S state, Observation observation);

  /**
   * Acts on the observations of several environments at once.
   *
   * @param states one state for each environment
   * @param observations one observation for each environment, same order
   */
  default List<Decision<S>> act(List<S> states, List<Observation> observations) {
    List<Decision<S>> decisions = new ArrayList<>(states.size());
    for (int i = 0; i < states.size(); i++) {
      decisions.add(act(states.get(i), observations.get(i)));
    }
    return decisions;
  }
}
