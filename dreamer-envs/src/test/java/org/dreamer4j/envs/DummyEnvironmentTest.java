package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.RandomPolicy;
import org.junit.jupiter.api.Test;

class DummyEnvironmentTest implements EnvironmentContract {
  @Override
  public Environment make(long seed) {
    return new DummyEnvironment(seed);
  }

  private static Episode episode() {
    DummyEnvironment environment = new DummyEnvironment(0);
    return new Driver(environment).runEpisode(new RandomPolicy(environment.spec().action(), 0));
  }

  @Test
  void episodesTerminateAfterAThousandSteps() {
    Episode episode = episode();

    assertEquals(1000, episode.agentSteps());
    assertEquals(0, episode.get(Episode.PCONT).get(1000));
    assertEquals(1, episode.get(Episode.PCONT).get(999));
  }

  @Test
  void rewardsAreUniformBetweenZeroAndOne() {
    Episode episode = episode();

    DoubleSummaryStatistics rewards =
        IntStream.rangeClosed(1, 1000)
            .mapToDouble(t -> episode.get(Episode.REWARD).get(t))
            .summaryStatistics();

    assertTrue(rewards.getMin() >= 0 && rewards.getMax() < 1, rewards::toString);
    assertEquals(0.5, rewards.getAverage(), 0.05);
  }

  @Test
  void pixelsUseAllBytes() {
    byte[] pixels = new DummyEnvironment(0).reset().observation().image();
    boolean[] seen = new boolean[256];
    for (byte pixel : pixels) {
      seen[pixel & 0xff] = true;
    }

    assertTrue(IntStream.range(0, 256).allMatch(i -> seen[i]));
  }

  @Test
  void episodesWithoutAStepAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new DummyEnvironment(0, 0));
  }
}
