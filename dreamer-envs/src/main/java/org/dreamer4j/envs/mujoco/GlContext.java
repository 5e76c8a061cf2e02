package org.dreamer4j.envs.mujoco;

/** A graphics context, current on the thread that made it; closed by that thread. */
interface GlContext extends AutoCloseable {
  @Override
  void close();
}
