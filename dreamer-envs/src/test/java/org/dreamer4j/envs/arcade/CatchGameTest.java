package org.dreamer4j.envs.arcade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CatchGameTest {
  private static final int FALL = CatchGame.ROWS - 1;

  private final CatchGame game = new CatchGame(new SplittableRandom(1));

  /** Plays until the ball has landed; returns whether it was caught. */
  private boolean playBall(boolean catching) {
    boolean caught = false;
    while (game.ballRow() < FALL) {
      int gap = game.ballColumn() - game.paddle();
      // To miss, keep a column's distance from the ball.
      int away = game.paddle() == 0 ? 1 : -1;
      caught = game.step(catching ? Integer.signum(gap) : Math.abs(gap) <= 1 ? away : 0);
    }
    return caught;
  }

  @Test
  void paddleMovesByOneColumnAndStaysWithinTheField() {
    for (int i = 0; i < 10; i++) {
      int before = game.paddle();
      game.step(-1);
      assertEquals(Math.max(0, before - 1), game.paddle());
    }
    game.step(0);
    assertEquals(0, game.paddle());
    for (int i = 1; i < 10; i++) {
      game.step(1);
      assertEquals(Math.min(i, CatchGame.COLUMNS - 1), game.paddle());
    }
  }

  @Test
  void ballFallsStraightDownAndTheNextOneFollowsAStepAfterItHasLanded() {
    int column = game.ballColumn();
    for (int row = 1; row <= FALL; row++) {
      game.step(0);
      assertEquals(column, game.ballColumn());
      assertEquals(row, game.ballRow());
    }
    assertEquals(CatchGame.BALLS - 1, game.ballsLeft());
    int lives = game.lives();
    assertFalse(game.step(0), "a new ball is not caught");
    assertEquals(0, game.ballRow());
    assertEquals(CatchGame.BALLS - 1, game.ballsLeft());
    assertEquals(lives, game.lives());
  }

  @Test
  void caughtBallsCostNothingAndMissedOnesALife() {
    assertTrue(playBall(true));
    assertEquals(3, game.lives());
    game.step(0);
    assertFalse(playBall(false));
    assertEquals(2, game.lives());
    assertEquals(8, game.ballsLeft());
  }

  @Test
  void gameIsOverWithTheThirdMiss() {
    for (int miss = 1; miss <= 3; miss++) {
      assertFalse(game.isOver());
      assertFalse(playBall(false));
      assertEquals(3 - miss, game.lives());
      if (miss < 3) {
        game.step(0);
      }
    }
    assertTrue(game.isOver());
    assertEquals(7, game.ballsLeft());
  }

  @Test
  void gameIsOverAfterTheLastBall() {
    for (int ball = 1; ball <= 10; ball++) {
      assertFalse(game.isOver());
      assertTrue(playBall(true), "ball " + ball);
      if (ball < 10) {
        game.step(0);
      }
    }
    assertTrue(game.isOver());
    assertEquals(3, game.lives());
  }

  @Test
  void everyBallCanBeCaughtFromEverywhereWithAStepToSpare() {
    Set<Integer> played = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      game.begin();
      played.add(game.paddle() * CatchGame.COLUMNS + game.ballColumn());
      game.step(0);
      assertTrue(playBall(true));
    }
    assertEquals(CatchGame.COLUMNS * CatchGame.COLUMNS, played.size());
  }

  @Test
  void columnsAndFirstPlacesAreUniformAndIndependent() {
    int[][] counts = new int[CatchGame.COLUMNS][CatchGame.COLUMNS];
    for (int i = 0; i < 6400; i++) {
      game.begin();
      counts[game.paddle()][game.ballColumn()]++;
    }
    for (int[] row : counts) {
      for (int count : row) {
        // 6400 draws over 64 pairs: standard deviation 10.
        assertEquals(100, count, 50);
      }
    }
  }
}
