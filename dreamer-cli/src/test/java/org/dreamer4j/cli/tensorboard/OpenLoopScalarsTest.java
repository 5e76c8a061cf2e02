package org.dreamer4j.cli.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.Dream;
import org.dreamer4j.models.dist.Normal;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.Summary;

class OpenLoopScalarsTest {
  @Test
  void figuresCompareTheOpenLoopWithWhatHappened() {
    // Two rows of two pixels each: 64 is -0.25, 192 is 0.25.
    float[] images = {-0.25f, 0.25f, 0, 0};
    Dream.Rows open = new Dream.Rows(images, new float[] {1, 3}, new float[2], new float[2]);
    Dream.Imagined imagined = new Dream.Imagined(new float[0], new float[0], new float[0]);
    Dream dream = new Dream(open, open, imagined, new Dream.States(1, 2, 3, 4, 5));
    byte[] seen = {64, (byte) 192, 64, (byte) 192};
    Map<String, Float> values = new LinkedHashMap<>();
    DreamerConfig config = DreamerConfig.defaults().with(Map.of("image_head_std", 0.5));
    for (Summary.Value value : OpenLoopScalars.of(dream, seen, new double[] {2, 3}, config)) {
      values.put(value.getTag(), value.getSimpleValue());
    }
    String state = "graph/summaries/openloop/state/";
    assertEquals(1, values.get(state + "prior_entropy"));
    assertEquals(2, values.get(state + "prior_std"));
    assertEquals(3, values.get(state + "posterior_entropy"));
    assertEquals(4, values.get(state + "posterior_std"));
    assertEquals(5, values.get(state + "divergence"));
    String heads = "graph/summaries/openloop/dist_summaries/";
    assertEquals(0, values.get(heads + "image_mode_mean"), 1e-7);
    assertEquals(Math.sqrt(0.125 / 4), values.get(heads + "image_mode_std"), 1e-7);
    assertEquals(0.5 / 4, values.get(heads + "image_abs_error"), 1e-7);
    double density = -Normal.HALF_LOG_TWO_PI - Math.log(0.5);
    assertEquals(2 * density - 0.125, values.get(heads + "image_log_prob"), 1e-6);
    assertEquals(2, values.get(heads + "reward_mode_mean"), 1e-7);
    assertEquals(1, values.get(heads + "reward_mode_std"), 1e-7);
    assertEquals(0.5, values.get(heads + "reward_abs_error"), 1e-7);
    assertEquals(-Normal.HALF_LOG_TWO_PI - 0.25, values.get(heads + "reward_log_prob"), 1e-6);
    assertEquals(13, values.size());
  }

  @Test
  void pixelsAreScaledAsTheAgentSeesThem() {
    assertEquals(0, error((byte) 255, 0.5f, Map.of("image_scaling", "centered")), 1e-7);
    assertEquals(0, error((byte) 255, 0.375f, Map.of("image_bits", 3)), 1e-7);
  }

  private static float error(byte pixel, float predicted, Map<String, ?> keys) {
    float[] one = {predicted};
    Dream.Rows open = new Dream.Rows(one, new float[1], new float[1], new float[1]);
    Dream.Imagined imagined = new Dream.Imagined(new float[0], new float[0], new float[0]);
    Dream dream = new Dream(open, open, imagined, new Dream.States(1, 2, 3, 4, 5));
    DreamerConfig config = DreamerConfig.defaults().with(keys);
    return OpenLoopScalars.of(dream, new byte[] {pixel}, new double[1], config).stream()
        .filter(value -> value.getTag().endsWith("image_abs_error"))
        .findFirst()
        .orElseThrow()
        .getSimpleValue();
  }
}
