package org.dreamer4j.envs.atari;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ale.ALEInterface;
import org.bytedeco.ale.ALEScreen;
import org.bytedeco.javacpp.IntPointer;

/**
 * The Arcade Learning Environment. Holds native memory until it is closed.
 *
 * <p>It ends the whole program when it is given a file that it does not like, so it gets none but
 * those that were checked before.
 */
final class AleEmulator implements Emulator {
  /** Making two at once is not known to be safe; the reference takes turns as well. */
  private static final Object TURN = new Object();

  private static final float STICKINESS = 0.25f;

  private final Thread owner = Thread.currentThread();
  private final boolean grayscale;
  private final ALEInterface ale;
  private final int[] actions;
  private final int height;
  private final int width;
  private boolean closed;

  /**
   * How a game is run.
   *
   * @param seed of what the console does at random, at least 1
   * @param sticky whether a frame in four repeats the action before, whatever was chosen
   * @param grayscale whether the screen is shades of grey
   */
  record Settings(int seed, boolean sticky, boolean grayscale) {
    Settings {
      if (seed < 1) {
        throw new IllegalArgumentException("the console's seed must be at least 1, got " + seed);
      }
    }
  }

  /**
   * A console with a cartridge in it.
   *
   * @throws IOException if the cartridge cannot be read, or not be copied for the emulator
   * @throws IllegalStateException if the native library cannot be loaded
   */
  AleEmulator(AtariGame game, Rom rom, Settings settings) throws IOException {
    byte[] cartridge = rom.read();
    grayscale = settings.grayscale;
    synchronized (TURN) {
      AleLibrary.load();
      ale = new ALEInterface(false);
      try {
        configure(settings);
        insert(cartridge, game.stem());
      } catch (IOException | RuntimeException e) {
        ale.close();
        throw e;
      }
    }
    try (IntPointer minimal = ale.getMinimalActionSet()) {
      actions = new int[(int) minimal.limit()];
      minimal.get(actions);
    }
    ALEScreen screen = ale.getScreen();
    height = (int) screen.height();
    width = (int) screen.width();
  }

  private void configure(Settings settings) {
    ale.setInt("random_seed", settings.seed);
    ale.setFloat("repeat_action_probability", settings.sticky ? STICKINESS : 0);
    ale.setBool("sound", false);
    // Without its own limit, the end it tells of is the game's own and never the time's.
    ale.setInt("max_num_frames_per_episode", 0);
    ale.setInt("frame_skip", 1);
  }

  /** It goes by the file's name where it does not know the file, so the file gets the right one. */
  private void insert(byte[] cartridge, String stem) throws IOException {
    Path folder = Files.createTempDirectory("dreamer-rom");
    Path copy = folder.resolve(stem + ".bin");
    try {
      Files.write(copy, cartridge);
      ale.loadROM(copy.toString());
    } finally {
      Files.deleteIfExists(copy);
      Files.delete(folder);
    }
  }

  @Override
  public int choices() {
    return actions.length;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int channels() {
    return grayscale ? 1 : 3;
  }

  @Override
  public void reset() {
    console().reset_game();
  }

  @Override
  public int act(int choice) {
    return console().act(actions[choice]);
  }

  @Override
  public int lives() {
    return console().lives();
  }

  @Override
  public boolean isOver() {
    return console().game_over();
  }

  @Override
  public void screen(byte[] pixels) {
    if (grayscale) {
      console().getScreenGrayscale(pixels);
    } else {
      console().getScreenRGB(pixels);
    }
  }

  private ALEInterface console() {
    if (closed) {
      throw new IllegalStateException("the emulator is closed");
    }
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "the emulator belongs to thread '"
              + owner.getName()
              + "' and is used by '"
              + Thread.currentThread().getName()
              + "'");
    }
    return ale;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      ale.close();
    }
  }
}
