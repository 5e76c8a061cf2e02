package org.dreamer4j.envs;

import org.dreamer4j.core.TimeStep;

/** Hears of every step while episodes are collected, for progress figures or recordings. */
@FunctionalInterface
public interface StepListener {
  /** Hears nothing. */
  StepListener NONE = (environment, action, step) -> {};

  /**
   * Called after every reset and step, on the thread that collects.
   *
   * @param environment index of the environment, from 0
   * @param action the action that led to the step, [A]; zeros at a reset
   * @param step what the environment returned
   */
  void onStep(int environment, float[] action, TimeStep step);
}
