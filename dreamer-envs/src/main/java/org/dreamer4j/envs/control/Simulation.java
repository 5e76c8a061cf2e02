package org.dreamer4j.envs.control;

/**
 * A simulator and what draws it.
 *
 * @param painter closed first
 */
public record Simulation<P extends Physics>(P physics, Painter painter) implements AutoCloseable {
  @Override
  public void close() {
    try {
      painter.close();
    } finally {
      physics.close();
    }
  }
}
