package org.dreamer4j.envs.remote;

import org.dreamer4j.core.Array;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.envs.remote.protocol.ActionObservationSpecs;

/** What a world offers, and what is made of it. */
record WorldSpec(ObservationPlan observations, ActionPlan actions) {
  /**
   * Reads what a server says about its world.
   *
   * @throws RemoteFailure if an agent cannot do with it
   */
  static WorldSpec of(ActionObservationSpecs specs, int renderSize) throws RemoteFailure {
    return new WorldSpec(
        new ObservationPlan(specs.getObservationsMap(), renderSize),
        ActionPlan.of(specs.getActionsMap()));
  }

  /** The environment that an agent sees. */
  EnvironmentSpec environment() {
    return new EnvironmentSpec(observations.specs(), actions.spec());
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
