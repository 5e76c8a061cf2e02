package org.dreamer4j.envs.arcade;

import org.dreamer4j.core.Spec;

/**
 * Draws a {@link CatchGame} as it is, so that one image tells all there is to know: ball and
 * paddle, and in a line above them the lives (red, left) and the balls that have not landed (grey,
 * right).
 */
final class CatchPicture {
  private static final int SIZE = 64;
  private static final int CHANNELS = 3;

  /** The columns fill the image. */
  private static final int CELL_WIDTH = SIZE / CatchGame.COLUMNS;

  /** The rows fill the image between the line above and the paddle. */
  private static final int CELL_HEIGHT = 6;

  private static final int FIRST_ROW = 5;
  private static final int PADDLE_TOP = FIRST_ROW + CatchGame.ROWS * CELL_HEIGHT;

  /** As wide as a column: the larger, the more of the image loss it makes up. */
  private static final double BALL_RADIUS = CELL_WIDTH / 2.0;

  private static final int COUNTER_HEIGHT = 3;
  private static final int LIFE_WIDTH = 4;
  private static final int LEFT_BALL_WIDTH = 2;

  private static final int[] NIGHT = {16, 18, 30};
  private static final int[] CHALK = {238, 236, 222};
  private static final int[] ORANGE = {230, 120, 30};
  private static final int[] RED = {205, 50, 55};
  private static final int[] GREY = {120, 128, 150};

  private static final byte[] BACKGROUND = background();

  private final byte[] pixels;

  private CatchPicture(byte[] pixels) {
    this.pixels = pixels;
  }

  private static byte[] background() {
    CatchPicture empty = new CatchPicture(new byte[SIZE * SIZE * CHANNELS]);
    empty.fill(0, 0, SIZE, SIZE, NIGHT);
    return empty.pixels;
  }

  /**
   * The picture of a game.
   *
   * @return {@link Spec.Image#RGB64}, in an array of its own
   */
  static byte[] of(CatchGame game) {
    CatchPicture picture = new CatchPicture(BACKGROUND.clone());
    for (int i = 0; i < game.lives(); i++) {
      picture.fill(1 + i * (LIFE_WIDTH + 1), 1, LIFE_WIDTH, COUNTER_HEIGHT, RED);
    }
    for (int i = 1; i <= game.ballsLeft(); i++) {
      int left = SIZE - i * (LEFT_BALL_WIDTH + 1);
      picture.fill(left, 1, LEFT_BALL_WIDTH, COUNTER_HEIGHT, GREY);
    }
    int left = game.paddle() * CELL_WIDTH;
    picture.fill(left, PADDLE_TOP, CELL_WIDTH, SIZE - PADDLE_TOP, ORANGE);
    picture.disc(
        (game.ballColumn() + 0.5) * CELL_WIDTH, FIRST_ROW + (game.ballRow() + 0.5) * CELL_HEIGHT);
    return picture.pixels;
  }

  private void fill(int left, int top, int width, int height, int[] colour) {
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        blend(x, y, 1, colour);
      }
    }
  }

  /** The ball; pixels at its edge are covered in part. */
  private void disc(double centreX, double centreY) {
    for (int y = (int) (centreY - BALL_RADIUS); y <= centreY + BALL_RADIUS; y++) {
      for (int x = (int) (centreX - BALL_RADIUS); x < centreX + BALL_RADIUS; x++) {
        double distance = Math.hypot(x + 0.5 - centreX, y + 0.5 - centreY);
        double covered = Math.min(Math.max(BALL_RADIUS + 0.5 - distance, 0), 1);
        blend(x, y, covered, CHALK);
      }
    }
  }

  private void blend(int x, int y, double covered, int[] colour) {
    for (int c = 0; c < CHANNELS; c++) {
      int i = (y * SIZE + x) * CHANNELS + c;
      int below = pixels[i] & 0xff;
      pixels[i] = (byte) Math.round(below + covered * (colour[c] - below));
    }
  }
}
