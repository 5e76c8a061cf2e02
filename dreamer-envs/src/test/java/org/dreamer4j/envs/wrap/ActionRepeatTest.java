package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.DummyEnvironment;
import org.dreamer4j.envs.EnvironmentContract;
import org.junit.jupiter.api.Test;

class ActionRepeatTest implements EnvironmentContract {
  @Override
  public Environment make(long seed) {
    return new ActionRepeat(new DummyEnvironment(seed, 101), 2);
  }

  @Test
  void rewardsAreSummedAndTheLastObservationIsShown() {
    Script script = Script.of(10, 0);
    Environment repeat = new ActionRepeat(script, 3);
    repeat.reset();

    TimeStep step = repeat.step(new float[] {0.5f});

    assertEquals(111, step.reward());
    assertEquals(3, step.observation().get("time").get(0));
    assertEquals(3, script.actions.size());
    script.actions.forEach(action -> assertArrayEquals(new float[] {0.5f}, action));
    assertFalse(step.last());
  }

  @Test
  void repetitionStopsWhenTheEpisodeEnds() {
    Script script = Script.of(2, 0);
    Environment repeat = new ActionRepeat(script, 4);
    repeat.reset();

    TimeStep step = repeat.step(new float[1]);

    assertEquals(11, step.reward());
    assertEquals(2, script.actions.size());
    assertTrue(step.last());
    assertEquals(0, step.pcont());
  }

  @Test
  void timeLimitStaysATimeLimit() {
    Environment repeat = new ActionRepeat(Script.of(2, 1), 2);
    repeat.reset();

    TimeStep step = repeat.step(new float[1]);

    assertTrue(step.last());
    assertEquals(1, step.pcont());
  }

  @Test
  void repeatsMultiply() {
    assertEquals(6, new ActionRepeat(Script.of(2, 1), 3).actionRepeat());
  }

  @Test
  void amountBelowOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ActionRepeat(Script.of(2, 1), 0));
  }
}
