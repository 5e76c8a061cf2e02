package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.DummyEnvironment;
import org.dreamer4j.envs.EnvironmentContract;
import org.junit.jupiter.api.Test;

class MaximumDurationTest implements EnvironmentContract {
  @Override
  public Environment make(long seed) {
    return new MaximumDuration(new DummyEnvironment(seed), 20);
  }

  private static TimeStep stepAt(Environment environment, int time) {
    TimeStep step = environment.reset();
    for (int t = 0; t < time; t++) {
      assertFalse(step.last(), "ended early, at step " + t);
      step = environment.step(new float[1]);
    }
    return step;
  }

  @Test
  void episodeIsTruncatedAtTheLimitWithPcontOne() {
    TimeStep step = stepAt(new MaximumDuration(Script.of(10, 0), 3), 3);

    assertTrue(step.last());
    assertEquals(1, step.pcont());
    assertEquals(100, step.reward());
    assertEquals(3, step.observation().get("time").get(0));
  }

  @Test
  void terminationAtTheLimitStaysATermination() {
    TimeStep step = stepAt(new MaximumDuration(Script.of(3, 0), 3), 3);

    assertTrue(step.last());
    assertEquals(0, step.pcont());
  }

  @Test
  void shorterEpisodesAreLeftAlone() {
    TimeStep step = stepAt(new MaximumDuration(Script.of(2, 0), 3), 2);

    assertTrue(step.last());
    assertEquals(0, step.pcont());
  }

  @Test
  void everyEpisodeHasTheFullLimit() {
    Environment limited = new MaximumDuration(Script.of(10, 0), 3);
    stepAt(limited, 2);

    assertTrue(stepAt(limited, 3).last());
    assertTrue(stepAt(limited, 3).last());
  }

  @Test
  void limitBelowOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new MaximumDuration(Script.of(2, 1), 0));
  }
}
