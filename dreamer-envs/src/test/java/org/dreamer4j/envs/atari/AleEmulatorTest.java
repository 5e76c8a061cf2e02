package org.dreamer4j.envs.atari;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real emulator with the cartridge of catch.asm. */
class AleEmulatorTest {
  /** What becomes of the balls when the paddle stays where it is: caught or missed. */
  private static final String IDLE_GAME = "cmcmmmm";

  private static final int FRAMES_OF_A_BALL = 86;

  @BeforeAll
  static void requireAle() {
    RealAle.require();
  }

  /** The column where the paddle begins: the row is white there and blue elsewhere. */
  private static int paddle(Emulator emulator) {
    byte[] pixels = new byte[emulator.height() * emulator.width() * 3];
    emulator.screen(pixels);
    int row = 185;
    for (int x = 0; x < emulator.width(); x++) {
      if ((pixels[(row * emulator.width() + x) * 3] & 0xFF) > 200) {
        return x;
      }
    }
    throw new AssertionError("no paddle in row " + row);
  }

  private static boolean showsABall(Emulator emulator) {
    byte[] pixels = new byte[emulator.height() * emulator.width() * 3];
    emulator.screen(pixels);
    for (int i = 0; i < pixels.length; i += 3) {
      int red = pixels[i] & 0xFF;
      int blue = pixels[i + 2] & 0xFF;
      if (red > 120 && blue < 100) {
        return true;
      }
    }
    return false;
  }

  private static void hold(Emulator emulator, int choice, int frames) {
    for (int i = 0; i < frames; i++) {
      emulator.act(choice);
    }
  }

  /** Checksum of the screens and rewards of a game in which the paddle wanders. */
  private static long trace(int seed) {
    CRC32 crc = new CRC32();
    try (Emulator emulator = RealAle.emulator(seed, true, false)) {
      emulator.reset();
      byte[] pixels = new byte[emulator.height() * emulator.width() * 3];
      for (int i = 0; i < 200; i++) {
        crc.update(emulator.act(i % 7 < 4 ? RealAle.RIGHT : RealAle.LEFT));
        emulator.screen(pixels);
        crc.update(pixels);
      }
    }
    return crc.getValue();
  }

  @Test
  void scoreAndLivesAreWhatTheGameWrites() {
    try (Emulator emulator = RealAle.emulator(1, false, false)) {
      assertEquals(4, emulator.choices());
      emulator.reset();
      assertEquals(5, emulator.lives());
      StringBuilder balls = new StringBuilder();
      int lives = 5;
      int frames = 0;
      while (!emulator.isOver()) {
        int reward = emulator.act(RealAle.IDLE);
        frames++;
        assertTrue(reward == 0 || reward == 1, "reward " + reward);
        balls.append(reward == 1 ? "c" : "").append(emulator.lives() < lives ? "m" : "");
        lives = emulator.lives();
      }
      assertEquals(IDLE_GAME, balls.toString());
      assertEquals(0, lives);
      assertTrue(frames <= IDLE_GAME.length() * FRAMES_OF_A_BALL, frames + " frames");
      emulator.reset();
      assertFalse(emulator.isOver());
      assertEquals(5, emulator.lives());
    }
  }

  @Test
  void theJoystickMovesThePaddleTwoPixelsAFrame() {
    try (Emulator emulator = RealAle.emulator(1, false, false)) {
      emulator.reset();
      hold(emulator, RealAle.IDLE, 2);
      int start = paddle(emulator);
      hold(emulator, RealAle.RIGHT, 10);
      hold(emulator, RealAle.IDLE, 1);
      assertEquals(start + 20, paddle(emulator));
      hold(emulator, RealAle.LEFT, 25);
      hold(emulator, RealAle.IDLE, 1);
      assertEquals(start - 30, paddle(emulator));
    }
  }

  @Test
  void stickyActionsDifferBySeedAndOthersNever() {
    TreeSet<Integer> places = new TreeSet<>();
    TreeSet<Integer> stickyPlaces = new TreeSet<>();
    for (int seed = 1; seed <= 4; seed++) {
      try (Emulator emulator = RealAle.emulator(seed, false, false);
          Emulator sticky = RealAle.emulator(seed, true, false)) {
        for (int i = 0; i < 20; i++) {
          hold(emulator, i % 2 == 0 ? RealAle.RIGHT : RealAle.IDLE, 1);
          hold(sticky, i % 2 == 0 ? RealAle.RIGHT : RealAle.IDLE, 1);
        }
        places.add(paddle(emulator));
        stickyPlaces.add(paddle(sticky));
      }
    }
    assertEquals(1, places.size());
    assertTrue(stickyPlaces.size() > 1, "paddles at " + stickyPlaces);
  }

  @Test
  void theBallIsThereInEveryOtherFrame() {
    try (Emulator emulator = RealAle.emulator(1, false, false)) {
      emulator.reset();
      hold(emulator, RealAle.IDLE, 10);
      boolean visible = showsABall(emulator);
      for (int i = 0; i < 10; i++) {
        hold(emulator, RealAle.IDLE, 1);
        assertNotEquals(visible, showsABall(emulator));
        visible = !visible;
      }
    }
  }

  @Test
  void greyScreensHaveOneByteAPixel() {
    try (Emulator emulator = RealAle.emulator(1, false, true)) {
      emulator.reset();
      byte[] pixels = new byte[210 * 160];
      emulator.screen(pixels);
      assertEquals(210, emulator.height());
      assertEquals(160, emulator.width());
      assertEquals(1, emulator.channels());
      int shades =
          (int)
              new String(pixels, java.nio.charset.StandardCharsets.ISO_8859_1)
                  .chars()
                  .distinct()
                  .count();
      assertTrue(shades >= 3, shades + " shades");
    }
  }

  @Test
  void consolesOnSeveralThreadsDoNotDisturbEachOther() {
    List<Long> expected = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      expected.add(trace(seed));
    }
    List<CompletableFuture<Long>> futures = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      int own = seed;
      CompletableFuture<Long> future = new CompletableFuture<>();
      new Thread(() -> future.completeAsync(() -> trace(own), Runnable::run)).start();
      futures.add(future);
    }
    assertEquals(expected, futures.stream().map(CompletableFuture::join).toList());
    assertEquals(4, expected.stream().distinct().count());
  }

  @Test
  void anotherThreadIsRefused() throws InterruptedException {
    try (Emulator emulator = RealAle.emulator(1, false, false)) {
      List<Throwable> thrown = new ArrayList<>();
      Thread other =
          new Thread(
              () -> thrown.add(assertThrows(IllegalStateException.class, () -> emulator.act(0))),
              "other");
      other.start();
      other.join();
      assertTrue(thrown.get(0).getMessage().contains("is used by 'other'"));
    }
  }

  @Test
  void aClosedEmulatorIsRefused() {
    Emulator emulator = RealAle.emulator(1, false, false);
    emulator.close();
    emulator.close();

    assertThrows(IllegalStateException.class, emulator::reset);
    assertThrows(IllegalStateException.class, () -> emulator.screen(new byte[210 * 160 * 3]));
  }

  @Test
  void aFileThatHasChangedIsRefusedInsteadOfEndingTheProgram(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("breakout.bin");
    Files.copy(RealAle.cartridge(), file);
    Rom rom = Rom.of(file);
    AleEmulator.Settings settings = new AleEmulator.Settings(1, false, false);
    for (byte[] other : List.of(new byte[3], new byte[4096])) {
      Files.write(file, other);
      IOException e =
          assertThrows(IOException.class, () -> new AleEmulator(RealAle.BREAKOUT, rom, settings));
      assertEquals(file + " has changed since it was found; start again", e.getMessage());
    }
    Files.delete(file);
    assertThrows(IOException.class, () -> new AleEmulator(RealAle.BREAKOUT, rom, settings));
  }

  @Test
  void seedsBelowOneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new AleEmulator.Settings(0, false, false));
  }
}
