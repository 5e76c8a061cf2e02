package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ActingOptionsTest {
  private static ActingOptions options(String... arguments) {
    return CommandLine.populateCommand(new ActingOptions(), arguments);
  }

  @ParameterizedTest
  @CsvSource({"POLICY_MODE, 1", "POLICY_SAMPLE, 1", "CEM, 0", "SHOOTING, 0"})
  void onlyPlannersTakeAllCoresByDefault(Planner planner, int threads) {
    assertEquals(threads, options().execution(planner).threads());
    assertEquals(3, options("--threads", "3").execution(planner).threads());
    assertEquals(0, options("--threads", "0").execution(planner).threads());
  }
}
