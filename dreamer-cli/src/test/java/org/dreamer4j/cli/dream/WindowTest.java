package org.dreamer4j.cli.dream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;

class WindowTest {
  private final Episode episode = Episodes.of(0, 1, 2, 4, 8);

  @Test
  void windowHoldsItsRowsOnly() {
    Window window = new Window(episode, 2, 3);
    assertEquals(3 * Episodes.IMAGE, window.images().length);
    assertEquals(20, window.images()[0]);
    assertEquals(40, window.images()[3 * Episodes.IMAGE - 1]);
    assertArrayEquals(new float[] {2, -2, 3, -3, 4, -4}, window.actions());
    assertEquals(8, window.reward(2));
  }

  @Test
  void windowBeyondItsEpisodeIsRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Window(episode, 3, 3)).getMessage();
    assertEquals("no 3 rows from row 3 in an episode of 5 rows", message);
  }

  @Test
  void discountedReturnStartsWithTheRowsOwnReward() {
    RewardScale plain = scale(Map.of("value_discount", 0.5));
    assertEquals(2 + 0.5 * 4 + 0.25 * 8, plain.discountedReturn(episode, 2), 1e-12);
    assertEquals(8, plain.discountedReturn(episode, 4), 1e-12);
  }

  @Test
  void returnIsDiscountedByScaledPcontWhereTheValueIsTrainedSo() {
    RewardScale scaled =
        scale(Map.of("value_discount", 1.0, "value_loss_pcont", true, "pcont_scale", 0.5));
    assertEquals(2 + 0.5 * 4 + 0.25 * 8, scaled.discountedReturn(episode, 2), 1e-12);
  }

  @Test
  void rewardsAreClippedAsTheyAreLearned() {
    RewardScale tanh = scale(Map.of("clip_rewards", "tanh", "value_discount", 1.0));
    assertArrayEquals(
        new double[] {0, Math.tanh(1), Math.tanh(2)}, tanh.of(new Window(episode, 0, 3)), 1e-12);
    assertEquals(Math.tanh(4) + Math.tanh(8), tanh.discountedReturn(episode, 3), 1e-12);
  }

  private static RewardScale scale(Map<String, ?> values) {
    return new RewardScale(DreamerConfig.resolve(values));
  }
}
