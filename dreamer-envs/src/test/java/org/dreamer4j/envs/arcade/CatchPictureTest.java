package org.dreamer4j.envs.arcade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CatchPictureTest {
  private static final int[] NIGHT = {16, 18, 30};
  private static final int[] CHALK = {238, 236, 222};
  private static final int[] ORANGE = {230, 120, 30};
  private static final int[] RED = {205, 50, 55};
  private static final int[] GREY = {120, 128, 150};

  private static int[] pixel(byte[] picture, int x, int y) {
    int i = (y * 64 + x) * 3;
    return new int[] {picture[i] & 0xff, picture[i + 1] & 0xff, picture[i + 2] & 0xff};
  }

  /** Runs of a colour in one line of the picture. */
  private static int runs(byte[] picture, int y, int[] colour) {
    int runs = 0;
    boolean before = false;
    for (int x = 0; x < 64; x++) {
      boolean now = java.util.Arrays.equals(colour, pixel(picture, x, y));
      runs += now && !before ? 1 : 0;
      before = now;
    }
    return runs;
  }

  private static List<Integer> state(CatchGame game) {
    return List.of(
        game.paddle(), game.ballColumn(), game.ballRow(), game.lives(), game.ballsLeft());
  }

  @Test
  void ballAndPaddleAreWhereTheyAreInTheGame() {
    CatchGame game = new CatchGame(new SplittableRandom(2));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200; i++) {
      byte[] picture = CatchPicture.of(game);
      int ballX = game.ballColumn() * 8 + 4;
      int ballY = 5 + game.ballRow() * 6 + 3;
      assertArrayEquals(CHALK, pixel(picture, ballX, ballY));
      assertArrayEquals(CHALK, pixel(picture, ballX - 3, ballY));
      assertArrayEquals(CHALK, pixel(picture, ballX, ballY - 3));
      for (int x = 0; x < 64; x++) {
        boolean paddle = x / 8 == game.paddle();
        assertArrayEquals(paddle ? ORANGE : NIGHT, pixel(picture, x, 63), "x " + x);
      }
      game.step(random.nextInt(-1, 2));
      if (game.isOver()) {
        game.begin();
      }
    }
  }

  @Test
  void livesAndBallsAreCountedAbove() {
    CatchGame game = new CatchGame(new SplittableRandom(4));
    while (!game.isOver()) {
      byte[] picture = CatchPicture.of(game);
      assertEquals(game.lives(), runs(picture, 2, RED));
      assertEquals(game.ballsLeft(), runs(picture, 2, GREY));
      game.step(0);
    }
    assertEquals(0, runs(CatchPicture.of(game), 2, RED));
  }

  @Test
  void statesThatDifferLookDifferent() {
    Map<ByteBuffer, List<Integer>> seen = new HashMap<>();
    CatchGame game = new CatchGame(new SplittableRandom(5));
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 3000; i++) {
      List<Integer> known = seen.put(ByteBuffer.wrap(CatchPicture.of(game)), state(game));
      assertTrue(known == null || known.equals(state(game)), () -> known + " " + state(game));
      game.step(random.nextInt(-1, 2));
      if (game.isOver()) {
        game.begin();
      }
    }
    assertTrue(seen.size() > 1000, "only " + seen.size() + " pictures");
  }
}
