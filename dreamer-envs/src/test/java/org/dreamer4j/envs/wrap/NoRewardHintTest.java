package org.dreamer4j.envs.wrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.envs.DummyEnvironment;
import org.dreamer4j.envs.EnvironmentContract;
import org.junit.jupiter.api.Test;

class NoRewardHintTest implements EnvironmentContract {
  @Override
  public Environment make(long seed) {
    return new NoRewardHint(new DummyEnvironment(seed, 30));
  }

  @Test
  void everyRowOfAnEpisodeIsMarked() {
    Environment hinted = make(0);

    Episode episode = new Driver(hinted).runEpisode(new RandomPolicy(hinted.spec().action(), 0));

    Array mask = episode.get("reward_mask");
    assertArrayEquals(new int[] {31, 1}, mask.shape());
    assertArrayEquals(new float[31], mask.toFloats());
    assertEquals(5, episode.arrays().size(), "image, mask, action, reward and pcont");
  }

  @Test
  void markingTwiceIsRefused() {
    Environment hinted = make(0);

    assertThrows(IllegalArgumentException.class, () -> new NoRewardHint(hinted));
  }
}
