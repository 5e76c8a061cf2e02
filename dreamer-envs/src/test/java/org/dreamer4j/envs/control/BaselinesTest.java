package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.ReturnStatistics;
import org.dreamer4j.envs.TrivialReturns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaselinesTest {
  /**
   * Pendulum: figures published for the suite. Cartpole: the suite's rewards over the states of
   * libmujoco 2.2.2, 300 and 1000 episodes. Allowed are five standard errors of both sides.
   */
  @ParameterizedTest
  @CsvSource({
    "pendulum_swingup, random, 0.8, 0.08",
    "pendulum_swingup, constant, 11.2, 0.5",
    "pendulum_swingup, feedback, 52.4, 0.4",
    "cartpole_balance, constant, 135.80, 0.033",
    "cartpole_balance, zero, 748.7, 0.80"
  })
  void trivialReturnsAgreeWithTheSuites(
      String task, String policy, double expected, double expectedError) {
    int episodes = 300;
    ReturnStatistics result = Baselines.measure(task, policy, episodes, 1);
    double error = Math.hypot(result.std() / Math.sqrt(episodes), expectedError);
    assertEquals(expected, result.mean(), 5 * error, "std " + result.std());
  }

  @Test
  void theSameSeedMeasuresTheSame() {
    assertEquals(
        Baselines.measure("reacher_easy", "random", 3, 5),
        Baselines.measure("reacher_easy", "random", 3, 5));
  }

  @Test
  void feedbackRulesSolveWhatTheyCanSolve() {
    assertTrue(Baselines.measure("cartpole_balance", "feedback", 5, 0).min() > 990);
    assertTrue(Baselines.measure("reacher_easy", "feedback", 20, 0).mean() > 800);
  }

  @Test
  void onlyTheQuickstartHasAnOracle() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Baselines.measure("pendulum_swingup", "oracle", 1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> Baselines.measure("pendulum_swingup", "zero", 0, 0));
  }

  @Test
  void anyTaskOfTheRegistryIsMeasuredAlike() {
    ReturnStatistics zero = Baselines.measure("reacher_easy", "zero", 2, 5);

    List<String> progress = new ArrayList<>();

    List<TrivialReturns> measured =
        Baselines.measureAll(
            Registry.load(),
            List.of("dmc_reacher_easy"),
            2,
            EnvironmentOptions.seeded(5),
            progress::add);

    assertEquals(
        List.of("dmc_reacher_easy, random", "dmc_reacher_easy, zero", "dmc_reacher_easy, constant"),
        progress);

    assertEquals(1, measured.size());
    assertEquals("reacher_easy", measured.get(0).task());
    assertEquals("", measured.get(0).feedbackRule());
    assertEquals(
        List.of("random", "zero", "constant"), List.copyOf(measured.get(0).returns().keySet()));
    assertEquals(zero, measured.get(0).returns().get("zero"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"catch", "no_such_task"})
  void tasksWithoutForcesAreRefused(String task) {
    Registry registry = Registry.load();
    EnvironmentOptions options = EnvironmentOptions.seeded(0);

    assertThrows(
        IllegalArgumentException.class,
        () -> Baselines.measureAll(registry, List.of(task), 1, options, text -> {}));
  }
}
