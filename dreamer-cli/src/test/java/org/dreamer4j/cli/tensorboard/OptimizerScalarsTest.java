package org.dreamer4j.cli.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.Summary;

class OptimizerScalarsTest {
  private static final OptimizerScalars DEFAULTS =
      new OptimizerScalars(DreamerConfig.defaults().optimizer());

  @Test
  void normAboveTheLimitIsClippedToIt() {
    String model = "graph/optimizer_model/cond_1/optimizer_model/";
    assertEquals(
        Map.of(
            model + "grad_norm", 250f,
            model + "clipped_gradient_norm", 100f,
            model + "learning_rate", 6e-4f),
        values("model_grad_norm", 250));
  }

  @Test
  void theActorsOptimizerHasTheReferencesName() {
    String action = "graph/optimizer_action/cond_1/optimizer_action/";
    assertEquals(
        Map.of(
            action + "grad_norm", 2f,
            action + "clipped_gradient_norm", 2f,
            action + "learning_rate", 8e-5f),
        values("actor_grad_norm", 2));
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
