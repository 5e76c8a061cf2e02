package org.dreamer4j.envs.control;

/** Draws the present state of one mechanism. Used and closed by the thread that made it. */
public interface Painter extends AutoCloseable {
  /**
   * Draws.
   *
   * @param out receives rows from the top, three bytes (red, green, blue) a pixel
   */
  void paint(byte[] out);

  /** Releases native resources. */
  @Override
  default void close() {}
}
