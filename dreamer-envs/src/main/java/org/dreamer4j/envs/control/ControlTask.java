package org.dreamer4j.envs.control;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A task over a simulated mechanism: how episodes start, what is seen and what is rewarded.
 *
 * @param <P> what the task needs of the simulator
 */
public interface ControlTask<P extends Physics> {
  /** Control steps of an episode; it always ends by this time limit. */
  default int controlSteps() {
    return 1000;
  }

  /** Physics steps per control step. */
  default int substeps() {
    return 1;
  }

  /** Length of each observation vector, in order. */
  Map<String, Integer> observationSizes();

  /** Puts a reset mechanism into a random initial state; poses follow afterwards. */
  void initialize(P physics, RandomGenerator random);

  /** The observation vectors, keys and order as in {@link #observationSizes}. */
  Map<String, float[]> observe(P physics);

  /** The reward on arriving at the present state, in [0, 1]. */
  double reward(P physics);
}
