package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpisodeRowsTest {
  private static final EnvironmentSpec NAMING_THE_MASK =
      Episodes.SPEC.withObservation(
          Episodes.spec("position", Spec.Box.unbounded(2), "reward_mask", Spec.Box.of(1, 0, 1)));

  private static Episode with(String key, int[] shape, float... values) {
    Map<String, Array> arrays = new LinkedHashMap<>(Episodes.episode(0, 5).arrays());
    arrays.put(key, new Array.Float32(shape, values));
    return new Episode(arrays);
  }

  private static Batch batch(Episode episode, EnvironmentSpec spec, int length, int offset) {
    Batch batch = new Batch(2, length, spec);
    EpisodeRows.of(episode, spec, "file").copyTo(batch, 1, offset);
    return batch;
  }

  @Test
  void returnIsTheSumOfAllRewardsOfTheEpisodeUpToTheRow() {
    Batch batch = batch(Episodes.episode(0, 5), Episodes.SPEC, 3, 2);
    assertArrayEquals(new float[] {0, 0, 0, 3, 6, 10}, batch.vector(Episode.RETURN));
  }

  @Test
  void returnOfAFileIsNotBelieved() {
    Episode episode = with("return", new int[] {5}, 9, 9, 9, 9, 9);
    Batch batch = batch(episode, Episodes.SPEC, 5, 0);
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 1, 3, 6, 10}, batch.vector(Episode.RETURN));
  }

  @Test
  void rewardsCountUnlessTheEpisodeSaysOtherwise() {
    for (EnvironmentSpec spec : new EnvironmentSpec[] {Episodes.SPEC, NAMING_THE_MASK}) {
      Batch batch = batch(Episodes.episode(0, 5), spec, 3, 1);
      assertArrayEquals(new float[] {0, 0, 0, 1, 1, 1}, batch.vector(Episode.REWARD_MASK));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theMaskOfAFileIsTakenWhetherTheEnvironmentShowsItOrNot(boolean shown) {
    EnvironmentSpec spec = shown ? NAMING_THE_MASK : Episodes.SPEC;
    for (int[] shape : new int[][] {{5, 1}, {5}}) {
      Batch batch = batch(with("reward_mask", shape, 0, 1, 0, 0, 1), spec, 3, 1);
      assertArrayEquals(new float[] {0, 0, 0, 1, 0, 0}, batch.vector(Episode.REWARD_MASK));
    }
  }

  @Test
  void aMaskOfAnotherSizeIsNamedWithTheFile() {
    Episode episode = with("reward_mask", new int[] {5, 2}, new float[10]);
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> EpisodeRows.of(episode, Episodes.SPEC, "a.npz"));
    assertTrue(e.getMessage().startsWith("episode a.npz: 'reward_mask' has shape [5, 2]"));
  }

  @Test
  void everyVectorOfABatchIsFilled() {
    EpisodeRows rows = EpisodeRows.of(Episodes.episode(0, 5), NAMING_THE_MASK, "file");
    assertEquals(new Batch(1, 5, NAMING_THE_MASK).vectors().keySet(), rows.vectors().keySet());
  }
}
