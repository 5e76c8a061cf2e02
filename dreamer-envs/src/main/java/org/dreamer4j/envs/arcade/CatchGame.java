package org.dreamer4j.envs.arcade;

import java.util.random.RandomGenerator;

/**
 * The rules of {@code catch}. Balls fall one after another, each down a column drawn uniformly; the
 * paddle moves by one column at a time. The game is over with the third missed ball or after the
 * last ball.
 *
 * <p>Where a ball falls does not depend on anything before it, so a player who does not look at it
 * catches one in eight, whatever the play, and is out after some three balls.
 */
final class CatchGame {
  /** A player who does not look catches one ball in so many. */
  static final int COLUMNS = 8;

  /**
   * A ball lands after eight steps, one more than the paddle takes from one side to the other: each
   * can be caught, with one step to spare. It is also within the ten steps that the preset {@code
   * discrete} imagines.
   */
  static final int ROWS = 9;

  /** A whole game takes 89 steps: long enough to tell players apart. */
  static final int BALLS = 10;

  /**
   * Missed balls that end the game. With three the shortest game has 27 rows, which hold a sequence
   * of 16; with one it would have nine.
   */
  static final int LIVES = 3;

  private final RandomGenerator random;
  private int paddle;
  private int ballColumn;
  private int ballRow;
  private int ballsLeft;
  private int lives;

  /**
   * A game that has just begun.
   *
   * @param random of the paddle's first place and of the columns
   */
  CatchGame(RandomGenerator random) {
    this.random = random;
    begin();
  }

  /** Begins another game. */
  void begin() {
    paddle = random.nextInt(COLUMNS);
    ballsLeft = BALLS;
    lives = LIVES;
    dropBall();
  }

  private void dropBall() {
    ballColumn = random.nextInt(COLUMNS);
    ballRow = 0;
  }

  /**
   * Moves the paddle, then the ball. One that has landed is replaced by the next one.
   *
   * @param move -1, 0 or 1 columns
   * @return whether a ball was caught
   */
  boolean step(int move) {
    paddle = Math.min(Math.max(paddle + move, 0), COLUMNS - 1);
    if (ballRow == ROWS - 1) {
      dropBall();
      return false;
    }
    ballRow++;
    if (ballRow < ROWS - 1) {
      return false;
    }
    ballsLeft--;
    boolean caught = paddle == ballColumn;
    lives -= caught ? 0 : 1;
    return caught;
  }

  /** Whether no life or no ball is left. */
  boolean isOver() {
    return lives == 0 || ballsLeft == 0;
  }

  /** Column of the paddle, from 0 at the left. */
  int paddle() {
    return paddle;
  }

  /** Column of the ball, from 0 at the left. */
  int ballColumn() {
    return ballColumn;
  }

  /** Row of the ball, from 0 at the top; it has landed in the last one. */
  int ballRow() {
    return ballRow;
  }

  /** Balls that have not landed yet, the falling one included. */
  int ballsLeft() {
    return ballsLeft;
  }

  /** Balls that may still be missed before the game is over, the last one included. */
  int lives() {
    return lives;
  }
}
