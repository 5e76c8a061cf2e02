package org.dreamer4j.envs.arcade;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.CallOrder;
import org.dreamer4j.envs.wrap.EnvironmentWithLives;

/**
 * The task {@code catch}, no part of any suite: catch balls with a paddle. A small task with
 * discrete actions and a true end, on which these can be tried within minutes.
 *
 * <p>Ten balls fall, one after another, each down a random one of eight columns. The reward is 1
 * for a caught ball and 0 for a missed one, so that a tenth of the return is the share of balls
 * caught. A missed ball costs nothing by itself but a life: with the third one the game is over and
 * the balls that are left count as missed. The end of a game, after the third miss or the tenth
 * ball, is a termination; to see it coming is up to the pcont head.
 *
 * <p>Actions are one-hot: left, stay, right. Shown are an image and what it tells, as vectors:
 * {@code ball} (column from -1 left to 1 right, row from -1 top to 1 bottom), {@code paddle}
 * (column) and {@code remaining} (lives and balls, 1 at first and 0 when none is left).
 */
public final class CatchEnvironment implements EnvironmentWithLives {
  /** Balls of a whole game: the largest return. */
  public static final int BALLS = CatchGame.BALLS;

  static final int LEFT = 0;
  static final int STAY = 1;
  static final int RIGHT = 2;
  static final String BALL = "ball";
  static final String PADDLE = "paddle";
  static final String REMAINING = "remaining";

  private static final EnvironmentSpec SPEC = describe();

  private final CatchGame game;
  private final CallOrder calls = new CallOrder();

  /**
   * A game that waits for its first reset.
   *
   * @param seed of the paddle's first places and of the columns
   */
  public CatchEnvironment(long seed) {
    game = new CatchGame(new SplittableRandom(seed));
  }

  private static EnvironmentSpec describe() {
    Map<String, Spec> observation = new LinkedHashMap<>();
    observation.put(BALL, Spec.Box.of(2, -1, 1));
    observation.put(PADDLE, Spec.Box.of(1, -1, 1));
    observation.put(REMAINING, Spec.Box.of(2, 0, 1));
    observation.put(Observation.IMAGE, Spec.Image.RGB64);
    return new EnvironmentSpec(observation, new Spec.Discrete(3));
  }

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public int lives() {
    return game.lives();
  }

  @Override
  public TimeStep reset() {
    calls.checkReset();
    game.begin();
    calls.episodeRuns(true);
    return TimeStep.restart(observe());
  }

  @Override
  public TimeStep step(float[] action) {
    calls.checkStep();
    SPEC.checkAction(action);
    // One-hot, so 1, 0 or -1; what is not one-hot is for OneHotAction to mend.
    int move = (int) (action[RIGHT] - action[LEFT]);
    double reward = game.step(move) ? 1 : 0;
    boolean running = !game.isOver();
    calls.episodeRuns(running);
    return running
        ? TimeStep.transition(observe(), reward)
        : TimeStep.termination(observe(), reward);
  }

  private Observation observe() {
    Map<String, Array> arrays = new LinkedHashMap<>();
    float column = scaled(game.ballColumn(), CatchGame.COLUMNS);
    arrays.put(BALL, vector(column, scaled(game.ballRow(), CatchGame.ROWS)));
    arrays.put(PADDLE, vector(scaled(game.paddle(), CatchGame.COLUMNS)));
    arrays.put(
        REMAINING,
        vector(game.lives() / (float) CatchGame.LIVES, game.ballsLeft() / (float) CatchGame.BALLS));
    arrays.put(Observation.IMAGE, new Array.Uint8(Spec.Image.RGB64.shape(), CatchPicture.of(game)));
    return new Observation(arrays);
  }

  private static float scaled(int place, int places) {
    return 2f * place / (places - 1) - 1;
  }

  private static Array vector(float... values) {
    return new Array.Float32(new int[] {values.length}, values);
  }

  @Override
  public void close() {
    calls.close();
  }
}
