package org.dreamer4j.envs.remote;

import org.dreamer4j.core.Array;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.envs.remote.protocol.ActionObservationSpecs;

/**
 * What a world offers, and what is made of it.
 *
 * @param environment that an agent sees
 */
record WorldSpec(ObservationPlan observations, ActionPlan actions, EnvironmentSpec environment) {
  /**
   * Reads what a server says about its world.
   *
   * @throws RemoteFailure if an agent cannot do with it
   */
  static WorldSpec of(ActionObservationSpecs specs, int renderSize) throws RemoteFailure {
    ObservationPlan observations = new ObservationPlan(specs.getObservationsMap(), renderSize);
    ActionPlan actions = ActionPlan.of(specs.getActionsMap());
    try {
      return new WorldSpec(
          observations, actions, new EnvironmentSpec(observations.specs(), actions.spec()));
    } catch (IllegalArgumentException e) {
      throw RemoteFailure.lasting("an agent cannot do with this world: " + e.getMessage());
    }
  }

  /** What is seen when an episode has ended: in the lab nothing, as in the reference. */
  Observation ended(Observation observation) {
    if (!(actions instanceof LabActions)) {
      return observation;
    }
    byte[] black = new byte[observation.image().length];
    int[] shape = observation.get(Observation.IMAGE).shape();
    return observation.with(Observation.IMAGE, new Array.Uint8(shape, black));
  }
}
