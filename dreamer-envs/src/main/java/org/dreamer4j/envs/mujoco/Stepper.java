package org.dreamer4j.envs.mujoco;

import com.sun.jna.Pointer;

/**
 * Advances a model as google-deepmind/dm_control {@code mujoco/engine.py} does. Its methods run on
 * the simulation's thread.
 */
final class Stepper {
  private final MujocoFunctions functions;
  private final Layout layout;
  private final Pointer model;
  private final Pointer data;
  private final boolean rungeKutta;

  Stepper(MujocoLibrary library, MujocoModel model, boolean rungeKutta) {
    functions = library.functions();
    layout = library.layout();
    this.model = model.model;
    data = model.data;
    this.rungeKutta = rungeKutta;
  }

  void reset() {
    functions.mj_resetData(model, data);
    forward();
  }

  /** Brings everything in line with the state, as if no actuator acted. */
  void forward() {
    long offset = layout.offset(Field.DISABLEFLAGS);
    int flags = model.getInt(offset);
    model.setInt(offset, flags | layout.actuationFlag());
    functions.mj_forward(model, data);
    model.setInt(offset, flags);
  }

  /**
   * One control step. The first half of each physics step belongs to the one before, so that places
   * and velocities are those of the new state; Runge-Kutta knows no halves.
   */
  void step(int substeps) {
    if (!rungeKutta) {
      functions.mj_step2(model, data);
    }
    for (int s = rungeKutta ? 0 : 1; s < substeps; s++) {
      functions.mj_step(model, data);
    }
    functions.mj_step1(model, data);
  }
}
