package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.dreamer4j.envs.remote.RemoteFailure.Kind;
import org.junit.jupiter.api.Test;

class RetryPlanTest {
  private final RetryPlan plan =
      new RetryPlan(9, Duration.ofSeconds(1), Duration.ofSeconds(5), false);

  @Test
  void pausesDoubleUpToTheMost() {
    long[] expected = {1000, 2000, 4000, 5000, 5000};
    for (int failures = 1; failures <= expected.length; failures++) {
      assertEquals(Duration.ofMillis(expected[failures - 1]), plan.pause(failures, 0.5));
    }
  }

  @Test
  void chanceMovesAPauseByUpToAHalf() {
    assertEquals(Duration.ofSeconds(1), plan.pause(2, 0));
    assertEquals(Duration.ofMillis(2500), plan.pause(2, 0.75));
  }

  @Test
  void refusalsEndTheAttemptsWhereThatIsThePlan() {
    RetryPlan stubborn = new RetryPlan(3, Duration.ZERO, Duration.ZERO, true);

    assertTrue(plan.goesOn(8, Kind.PASSING));
    assertFalse(plan.goesOn(9, Kind.PASSING));
    assertFalse(plan.goesOn(1, Kind.REFUSED));
    assertTrue(stubborn.goesOn(2, Kind.REFUSED));
    assertFalse(stubborn.goesOn(3, Kind.REFUSED));
    assertFalse(stubborn.goesOn(1, Kind.LASTING));
  }
}
