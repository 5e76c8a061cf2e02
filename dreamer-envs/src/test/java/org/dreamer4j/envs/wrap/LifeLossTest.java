package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.EnvironmentContract;
import org.dreamer4j.envs.arcade.CatchEnvironment;
import org.junit.jupiter.api.Test;

class LifeLossTest implements EnvironmentContract {
  /** A script in which the lives after each step are written down, too. */
  private static final class Lives implements EnvironmentWithLives {
    private final Script script;
    private final int[] lives;
    private int time;
    int resets;

    Lives(double lastPcont, int... lives) {
      this.script = Script.of(lives.length - 1, lastPcont);
      this.lives = lives;
    }

    @Override
    public int lives() {
      return lives[time];
    }

    @Override
    public EnvironmentSpec spec() {
      return script.spec();
    }

    @Override
    public TimeStep reset() {
      time = 0;
      resets++;
      return script.reset();
    }

    @Override
    public TimeStep step(float[] action) {
      TimeStep step = script.step(action);
      time++;
      return step;
    }
  }

  @Override
  public Environment make(long seed) {
    return new LifeLoss(new CatchEnvironment(seed));
  }

  private static TimeStep toTheEnd(Environment environment) {
    TimeStep step = environment.reset();
    while (!step.last()) {
      step = environment.step(new float[1]);
    }
    return step;
  }

  private static double time(TimeStep step) {
    return step.observation().get("time").get(0);
  }

  @Test
  void aLostLifeTerminatesTheEpisodeWithTheRewardOfTheStep() {
    TimeStep end = toTheEnd(new LifeLoss(new Lives(1, 3, 3, 3, 2, 2, 2)));

    assertEquals(3, time(end));
    assertEquals(100, end.reward());
    assertEquals(0, end.pcont());
  }

  @Test
  void theNextResetStartsTheGameAnew() {
    Lives game = new Lives(1, 3, 3, 2, 2);
    Environment environment = new LifeLoss(game);
    toTheEnd(environment);

    TimeStep restart = environment.reset();

    assertTrue(restart.first());
    assertEquals(0, time(restart));
    assertEquals(2, game.resets);
    assertFalse(environment.step(new float[1]).last(), "all three lives are back");
  }

  @Test
  void wonLivesAreNoLoss() {
    assertEquals(4, time(toTheEnd(new LifeLoss(new Lives(1, 3, 4, 4, 5, 4, 4)))));
  }

  @Test
  void theGamesOwnEndStaysWhatItIs() {
    assertEquals(1, toTheEnd(new LifeLoss(new Lives(1, 3, 3, 3))).pcont());
    assertEquals(0, toTheEnd(new LifeLoss(new Lives(0, 3, 3, 3))).pcont());
    assertEquals(0, toTheEnd(new LifeLoss(new Lives(1, 3, 3, 0))).pcont(), "the last life");
  }

  @Test
  void thereIsNoStepAfterALostLife() {
    Environment environment = new LifeLoss(new Lives(1, 3, 2, 2, 2));
    toTheEnd(environment);

    Exception error =
        assertThrows(IllegalStateException.class, () -> environment.step(new float[1]));
    assertEquals("the episode ended with a life; call reset() first", error.getMessage());
  }
}
