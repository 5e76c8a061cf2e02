package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPlanTest {
  private final RetryPlan plan =
      new RetryPlan(9, Duration.ofMillis(1000), Duration.ofMillis(5000));

  @Test
  void pausesDoubleUpToTheMost() {
    long[] expected = {1000, 2000, 4000, 5000, 5000};
    for (int failures = 1; failures <= expected.length; failures++) {
      assertEquals(Duration.ofMillis(expected[failures - 1]), plan.pause(failures, 0.5));
    }
  }

  @Test
  void chanceMovesAPauseByUpToAHalf() {
    assertEquals(Duration.ofMillis(1000), plan.pause(2, 0));
    assertEquals(Duration.ofMillis(2500), plan.pause(2, 0.75));
  }
}
