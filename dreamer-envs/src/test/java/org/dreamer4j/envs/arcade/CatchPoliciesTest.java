package org.dreamer4j.envs.arcade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dreamer4j.envs.ReturnStatistics;
import org.dreamer4j.envs.TrivialReturns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatchPoliciesTest {
  /** Balls caught before the third miss among ten, each with probability one in eight. */
  private static double blindReturn() {
    double[] misses = {1, 0, 0};
    double caught = 0;
    for (int ball = 0; ball < CatchEnvironment.BALLS; ball++) {
      caught += (misses[0] + misses[1] + misses[2]) / 8;
      misses[2] = misses[2] / 8 + misses[1] * 7 / 8;
      misses[1] = misses[1] / 8 + misses[0] * 7 / 8;
      misses[0] /= 8;
    }
    return caught;
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "left", "stay", "right"})
  void whoDoesNotLookCatchesOneBallInEight(String policy) {
    ReturnStatistics returns = CatchPolicies.measure(policy, 4000, 1);
    double error = returns.std() / Math.sqrt(returns.episodes());
    assertEquals(blindReturn(), returns.mean(), 5 * error);
    assertTrue(returns.mean() < 0.05 * CatchEnvironment.BALLS, "mean " + returns.mean());
  }

  @Test
  void oracleCatchesEveryBall() {
    assertEquals(CatchEnvironment.BALLS, CatchPolicies.measure("oracle", 500, 2).min());
  }

  @Test
  void allAreMeasuredAsOneIs() {
    TrivialReturns all = CatchPolicies.measureAll(2, 3);
    assertEquals("catch", all.task());
    assertEquals(CatchPolicies.names(), List.copyOf(all.returns().keySet()));
    all.returns()
        .forEach((policy, returns) -> assertEquals(CatchPolicies.measure(policy, 2, 3), returns));
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CatchPolicies.of("jump", 0));
    assertThrows(IllegalArgumentException.class, () -> CatchPolicies.measure("stay", 0, 0));
  }
}
