package org.dreamer4j.envs.atari;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A screen of four pixels. Frame f after a reset lights pixel f mod 4 with brightness f, and gives
 * reward 7.
 */
final class ScriptedEmulator implements Emulator {
  final List<Integer> acted = new ArrayList<>();
  int resets;
  int frame;
  boolean closed;
  private final int overAt;
  private final IntUnaryOperator livesAt;

  /** A game that is over at a frame, with so many lives at each. */
  ScriptedEmulator(int overAt, IntUnaryOperator livesAt) {
    this.overAt = overAt;
    this.livesAt = livesAt;
  }

  /** A game without lives. */
  static ScriptedEmulator overAt(int frame) {
    return new ScriptedEmulator(frame, any -> 0);
  }

  @Override
  public int choices() {
    return 3;
  }

  @Override
  public int height() {
    return 2;
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public void reset() {
    resets++;
    frame = 0;
    acted.clear();
  }

  @Override
  public int act(int choice) {
    acted.add(choice);
    frame++;
    return 7;
  }

  @Override
  public int lives() {
    return livesAt.applyAsInt(frame);
  }

  @Override
  public boolean isOver() {
    return frame >= overAt;
  }

  @Override
  public void screen(byte[] pixels) {
    Arrays.fill(pixels, (byte) 0);
    pixels[frame % 4] = (byte) frame;
  }

  @Override
  public void close() {
    closed = true;
  }
}
