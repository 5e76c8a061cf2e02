package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.RandomPolicy;
import org.junit.jupiter.api.Test;

class ReturnStatisticsTest {
  private final Environment environment = new DummyEnvironment(0, 4);
  private final RandomPolicy policy = new RandomPolicy(environment.spec().action(), 0);

  @Test
  void figuresAreThoseOfTheEpisodesReturns() {
    Driver driver = new Driver(new DummyEnvironment(0, 4));
    double[] returns = new double[3];
    for (int i = 0; i < 3; i++) {
      returns[i] = driver.runEpisode(policy).episodeReturn();
    }
    double mean = (returns[0] + returns[1] + returns[2]) / 3;
    double squares = 0;
    for (double value : returns) {
      squares += (value - mean) * (value - mean);
    }

    ReturnStatistics measured = ReturnStatistics.measure(environment, policy, 3);

    assertEquals(3, measured.episodes());
    assertEquals(mean, measured.mean(), 1e-12);
    assertEquals(Math.sqrt(squares / 2), measured.std(), 1e-12);
    assertEquals(Math.min(returns[0], Math.min(returns[1], returns[2])), measured.min(), 1e-12);
    assertEquals(Math.max(returns[0], Math.max(returns[1], returns[2])), measured.max(), 1e-12);
  }

  @Test
  void oneEpisodeHasNoDeviation() {
    assertEquals(0, ReturnStatistics.measure(environment, policy, 1).std());
  }

  @Test
  void noEpisodeIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> ReturnStatistics.measure(environment, policy, 0));
  }
}
