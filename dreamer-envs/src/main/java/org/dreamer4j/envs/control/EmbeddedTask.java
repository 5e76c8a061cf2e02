package org.dreamer4j.envs.control;

/** A task that the embedded engine can simulate and the ray caster can draw. */
public interface EmbeddedTask extends ControlTask<Physics> {
  /** A new mechanism for this task. */
  Physics physics();

  /** A new picture of the mechanism. */
  ControlScene scene();
}
