package org.dreamer4j.envs.arcade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dreamer4j.envs.ReturnStatistics;
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
  void theTableHasAColumnForEachPolicy() {
    String[] lines = CatchPolicies.table(1, 0).split("\n", -1);
    assertEquals("| task | random | left | stay | right | oracle |", lines[0]);
    assertEquals("|---|---|---|---|---|---|", lines[1]);
    assertTrue(lines[2].startsWith("| catch | "), lines[2]);
    assertTrue(lines[2].endsWith(" | 10.00 ± 0.00 |"), lines[2]);
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CatchPolicies.of("jump", 0));
    assertThrows(IllegalArgumentException.class, () -> CatchPolicies.measure("stay", 0, 0));
  }
}
