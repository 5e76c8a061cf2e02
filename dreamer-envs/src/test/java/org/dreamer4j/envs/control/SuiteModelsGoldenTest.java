package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.dreamer4j.envs.planar.PlanarModel;
import org.dreamer4j.envs.planar.ReferenceTrajectory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteModelsGoldenTest {
  @ParameterizedTest
  @CsvSource({
    "pendulum, 1, 10",
    "cartpole, 0.3, 5",
    "cartpole_limit, 1, 120",
    "acrobot, 1, 20",
    "reacher, 1, 10",
    "reacher_limit, 1, 60"
  })
  void suiteModelsFollowMujocoForAThousandSteps(String fixture, double amplitude, int hold)
      throws IOException {
    PlanarModel model =
        switch (fixture.substring(0, 4)) {
          case "pend" -> Pendulum.model();
          case "cart" -> Cartpole.model();
          case "acro" -> Acrobot.model();
          default -> Reacher.model();
        };
    double difference = ReferenceTrajectory.read(fixture).largestDifference(model, amplitude, hold);
    assertEquals(0, difference, 1e-9);
  }
}
