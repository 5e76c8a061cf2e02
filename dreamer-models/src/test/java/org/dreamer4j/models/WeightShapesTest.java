package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.checkpoint.WeightShapes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.types.TFloat32;

/** What is computed on paper is what the graph holds, for every choice that changes weights. */
class WeightShapesTest {
  private final Map<String, Object> params = new LinkedHashMap<>();
  private Spec action = Spec.Box.of(2, -1, 1);

  @BeforeEach
  void small() {
    params.putAll(
        Map.of(
            "batch_shape",
            List.of(2, 4),
            "imagination_horizon",
            3,
            "model_size",
            7,
            "state_size",
            5,
            "num_units",
            6,
            "conv_depth",
            1,
            "num_layers",
            2));
  }

  @Test
  void ofTheDefaults() {
    check();
  }

  @Test
  void ofDeepNetworksWithEveryHead() {
    params.put("model_layers", 2);
    params.put("position_layers", 4);
    params.put("action_layers", 1);
    params.put("value_target_head", true);
    params.put("action_target_head", true);
    params.put("return_head", true);
    params.put("cpc_head", true);
    params.put("cpc_batch_amount", 1);
    params.put("cpc_time_amount", 2);
    check();
  }

  @Test
  void ofDanijarsNetworks() {
    params.put("defaults", List.of("danijar"));
    params.put("gradient_heads", List.of("image", "reward", "pcont"));
    check();
  }

  @Test
  void ofDanijarsNetworksWithOneHotActions() {
    params.put("defaults", List.of("danijar"));
    params.put("action_head_dist", "onehot_straight");
    params.put("action_noise_type", "epsilon_greedy");
    action = new Spec.Discrete(3);
    check();
  }

  @Test
  void ofVectorEncodersAndBoth() {
    params.put("encoder", "proprio");
    params.put("proprio_encoder_keys", List.of("position"));
    params.put("action_head_std", "0.5");
    check();
    params.put("encoder", "fusion");
    params.remove("proprio_encoder_keys");
    check();
  }

  @Test
  void ofPlanet() {
    params.put("defaults", List.of("planet"));
    params.put("pcont_head", false);
    params.put("state_diagnostics", false);
    check();
  }

  private void check() {
    Map<String, Spec> observation = new LinkedHashMap<>();
    observation.put("position", Spec.Box.unbounded(3));
    observation.put("image", new Spec.Image(64, 64, 1));
    observation.put("velocity", Spec.Box.unbounded(2));
    EnvironmentSpec spec = new EnvironmentSpec(observation, action);
    DreamerConfig config = DreamerConfig.resolve(params);
    List<String> expected = new ArrayList<>();
    try (Graph graph = new Graph()) {
      DreamerGraph.build(graph, config, spec, TFloat32.class)
          .variables()
          .all()
          .forEach(v -> expected.add(v.name() + Arrays.toString(v.shape().asArray())));
    }
    List<String> weights = new ArrayList<>();
    WeightShapes.of(config, spec).forEach((name, shape) -> weights.add(name + shape));
    // Beside weights there are the step, and slots and powers of the optimizers.
    expected.removeIf(name -> !name.startsWith("graph/") || isOptimizers(name));
    assertEquals(expected, weights);
  }

  private static boolean isOptimizers(String name) {
    return name.startsWith("graph/graph/") || name.startsWith("graph/optimizer_");
  }
}
