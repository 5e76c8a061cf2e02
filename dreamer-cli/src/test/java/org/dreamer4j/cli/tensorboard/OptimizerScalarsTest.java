package org.dreamer4j.cli.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.Summary;

class OptimizerScalarsTest {
  private static final OptimizerScalars DEFAULTS =
      new OptimizerScalars(DreamerConfig.defaults().optimizer());

  /** Names are the reference's, and a norm above the limit is clipped to it. */
  @ParameterizedTest
  @CsvSource({"model_grad_norm, model, 250, 100, 6e-4", "actor_grad_norm, action, 2, 2, 8e-5"})
  void normClippedNormAndRateAreTold(
      String figure, String optimizer, float norm, float clipped, float rate) {
    String prefix = "graph/optimizer_%1$s/cond_1/optimizer_%1$s/".formatted(optimizer);
    assertEquals(
        Map.of(
            prefix + "grad_norm", norm,
            prefix + "clipped_gradient_norm", clipped,
            prefix + "learning_rate", rate),
        values(figure, norm));
  }

  @Test
  void diagnosticHeadsHaveTheDefaultRate() {
    assertEquals(
        1e-3f,
        values("velocity_grad_norm", 1)
            .get("graph/optimizer_velocity/cond_1/optimizer_velocity/learning_rate"));
  }

  private static Map<String, Float> values(String figure, double norm) {
    Map<String, Float> values = new LinkedHashMap<>();
    for (Summary.Value value : DEFAULTS.of(figure, norm)) {
      values.put(value.getTag(), value.getSimpleValue());
    }
    return values;
  }
}
