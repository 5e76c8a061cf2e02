package org.dreamer4j.envs.atari;

/** A console with a game in it, run frame by frame on the thread that made it. */
interface Emulator extends AutoCloseable {
  /** Number of actions that matter to the game; 0 is to do nothing. */
  int choices();

  /** Rows of the screen. */
  int height();

  /** Columns of the screen. */
  int width();

  /** Bytes of a pixel: 3 for red, green, blue or 1 for a shade of grey. */
  int channels();

  /** Starts the game anew. */
  void reset();

  /**
   * Runs one frame.
   *
   * @return the reward
   */
  int act(int choice);

  /** Lives that are left; always 0 in a game without lives. */
  int lives();

  /** Whether the game itself has ended. */
  boolean isOver();

  /**
   * Reads the screen.
   *
   * @param pixels [height, width, channels], overwritten
   */
  void screen(byte[] pixels);

  @Override
  void close();
}
