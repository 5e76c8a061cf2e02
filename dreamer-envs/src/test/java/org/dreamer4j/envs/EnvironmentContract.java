package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.TimeStep;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Environment} has to keep to, as tests. Implement this interface in a test class
 * of your own, say in {@link #make} how to make the environment, and JUnit runs them all. To leave
 * one out, override it without {@code @Test} and say why.
 */
public interface EnvironmentContract {
  /** Makes an environment. */
  Environment make(long seed);

  /** Agent steps within which every episode must have ended, whatever the actions. */
  default int mostAgentSteps() {
    return 10_000;
  }

  /** Agent steps for which two environments are compared, ends of episodes included. */
  default int comparedAgentSteps() {
    return 50;
  }

  /** The spec is the same before, during and after an episode, and the repeat is at least 1. */
  @Test
  default void specStaysTheSame() {
    try (EnvironmentWalk walk = new EnvironmentWalk(make(1))) {
      EnvironmentSpec before = walk.environment.spec();
      int repeat = walk.environment.actionRepeat();
      walk.reset();
      walk.step();
      assertEquals(before, walk.environment.spec(), "spec after a step");
      assertEquals(repeat, walk.environment.actionRepeat(), "action repeat after a step");
      assertTrue(repeat >= 1, "action repeat " + repeat + " is below 1");
    }
  }

  /** A reset is marked as the first step, with reward 0 and pcont 1. */
  @Test
  default void resetReturnsARestart() {
    try (EnvironmentWalk walk = new EnvironmentWalk(make(2))) {
      assertRestart(walk.reset());
    }
  }

  /** A reset in the middle of an episode starts another one. */
  @Test
  default void resetWithinAnEpisodeStartsAnother() {
    try (EnvironmentWalk walk = new EnvironmentWalk(make(3))) {
      walk.reset();
      walk.step();
      assertRestart(walk.reset());
      assertFalse(walk.step().first(), "a step after the second reset is marked as a reset");
    }
  }

  /** Keys, dtypes, shapes, bounds; everything finite. */
  @Test
  default void observationsMatchTheSpec() {
    try (EnvironmentWalk walk = new EnvironmentWalk(make(4))) {
      EnvironmentSpec spec = walk.environment.spec();
      walk.forEachStep(
          comparedAgentSteps(), step -> Observations.assertMatches(spec, step.observation()));
    }
  }

  /** No step before the first reset. */
  @Test
  default void stepBeforeTheFirstResetIsRefused() {
    try (EnvironmentWalk walk = new EnvironmentWalk(make(5))) {
      assertThrows(IllegalStateException.class, walk::step, "step before the first reset");
    }
  }

  /** No step after a last step, but a reset starts the next episode. */
  @Test
  default void stepAfterTheEndIsRefusedUntilTheNextReset() {
    try (EnvironmentWalk walk = new EnvironmentWalk(make(6))) {
      walk.reset();
      walk.toTheEnd(mostAgentSteps(), step -> {});
      assertThrows(IllegalStateException.class, walk::step, "step after the end");
      assertRestart(walk.reset());
      assertFalse(walk.step().first(), "a step of the second episode is marked as a reset");
    }
  }

  /** Actions that are too long, too short, not finite or out of bounds; the episode goes on. */
  @Test
  default void badActionsAreRefusedAndTheEpisodeGoesOn() {
    try (EnvironmentWalk walk = new EnvironmentWalk(make(7))) {
      walk.reset();
      int size = walk.environment.spec().action().size();
      walk.assertRefused(new float[size + 1]);
      walk.assertRefused(new float[size - 1]);
      for (int i = 0; i < size; i++) {
        for (float bad : walk.badValues(i)) {
          float[] action = walk.action();
          action[i] = bad;
          walk.assertRefused(action);
        }
      }
      assertDoesNotThrow(walk::step, "a good action after refused ones");
    }
  }

  /** An action belongs to the caller. */
  @Test
  default void actionsAreNotWrittenTo() {
    try (EnvironmentWalk walk = new EnvironmentWalk(make(8))) {
      walk.reset();
      float[] action = walk.action();
      float[] copy = action.clone();
      walk.environment.step(action);
      assertArrayEquals(copy, action, "the environment has written to the action");
    }
  }

  /** The same seed and actions give the same steps, over ends of episodes. */
  @Test
  default void sameSeedGivesTheSameSteps() {
    assertTrue(firstDifference(9, 9) < 0, () -> "differs at step " + firstDifference(9, 9));
  }

  /** Another seed shows somewhere. Leave out where nothing is random. */
  @Test
  default void anotherSeedGivesOtherSteps() {
    assertTrue(
        firstDifference(10, 11) >= 0 || firstDifference(10, 12) >= 0,
        "three seeds give the same steps");
  }

  /** What was shown once is not changed by later steps or resets. */
  @Test
  default void earlierObservationsAreNotOverwritten() {
    try (EnvironmentWalk walk = new EnvironmentWalk(make(13))) {
      Observation first = walk.reset().observation();
      Observation firstCopy = Observations.copy(first);
      Observation second = walk.step().observation();
      Observation secondCopy = Observations.copy(second);
      walk.forEachStep(10, step -> {});
      walk.reset();
      assertTrue(Observations.same(firstCopy, first), "the reset's observation was overwritten");
      assertTrue(Observations.same(secondCopy, second), "a step's observation was overwritten");
    }
  }

  /** The episode ends; rewards are finite, pcont is 1 within it and 0 or 1 at its end. */
  @Test
  default void episodeEndsWithPcontZeroOrOne() {
    try (EnvironmentWalk walk = new EnvironmentWalk(make(14))) {
      walk.reset();
      TimeStep end = walk.toTheEnd(mostAgentSteps(), EnvironmentContract::assertWithinEpisode);
      assertTrue(end.pcont() == 0 || end.pcont() == 1, "pcont at the end is " + end.pcont());
    }
  }

  /** Closing twice is fine. */
  @Test
  default void closingTwiceDoesNothing() {
    Environment environment = make(15);
    environment.reset();
    environment.close();
    assertDoesNotThrow(environment::close, "closing a second time");
  }

  /** No step once closed. */
  @Test
  default void stepAfterCloseIsRefused() {
    EnvironmentWalk walk = new EnvironmentWalk(make(16));
    walk.reset();
    walk.step();
    walk.close();
    assertThrows(IllegalStateException.class, walk::step, "step after close");
  }

  private int firstDifference(long seed, long otherSeed) {
    try (EnvironmentWalk walk = new EnvironmentWalk(make(seed));
        EnvironmentWalk other = new EnvironmentWalk(make(otherSeed))) {
      for (int t = 0; t < comparedAgentSteps(); t++) {
        TimeStep step = walk.next();
        TimeStep otherStep = other.next();
        if (step.first() != otherStep.first()
            || step.last() != otherStep.last()
            || step.reward() != otherStep.reward()
            || step.pcont() != otherStep.pcont()
            || !Observations.same(step.observation(), otherStep.observation())) {
          return t;
        }
      }
      return -1;
    }
  }

  private static void assertRestart(TimeStep step) {
    assertTrue(step.first(), "a reset is not marked as first");
    assertFalse(step.last(), "a reset is marked as last");
    assertEquals(0, step.reward(), "reward of a reset");
    assertEquals(1, step.pcont(), "pcont of a reset");
  }

  private static void assertWithinEpisode(TimeStep step) {
    assertFalse(step.first(), "a step is marked as a reset");
    assertTrue(Double.isFinite(step.reward()), () -> "the reward is " + step.reward());
    assertTrue(
        step.last() || step.pcont() == 1, () -> "pcont within the episode is " + step.pcont());
  }
}
