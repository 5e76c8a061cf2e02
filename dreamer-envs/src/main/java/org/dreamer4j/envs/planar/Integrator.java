package org.dreamer4j.envs.planar;

/** How a state is carried over one time step. */
public enum Integrator {
  /** Semi-implicit Euler with joint damping treated implicitly. */
  EULER,
  /** Classical Runge-Kutta of fourth order. */
  RUNGE_KUTTA_4
}
