package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.nn.Variable;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.types.TFloat32;

/** Variables have the names and shapes that the reference's checkpoints have. */
class VariableNamesGoldenTest {

  @Test
  void variablesAreThoseOfTheReferenceWithoutItsSummaries() throws IOException {
    try (GoldenRun run = GoldenRun.tf1Debug(Map.of())) {
      Map<String, String> expected = new TreeMap<>();
      for (JsonNode variable : run.meta.get("variables")) {
        String name = variable.get("name").textValue();
        if (!name.matches("graph/(summaries|metrics_|phase_).*")) {
          List<Long> shape = new ArrayList<>();
          variable.get("shape").forEach(size -> shape.add(size.longValue()));
          expected.put(name, variable.get("dtype").textValue() + shape);
        }
      }
      Map<String, String> actual = new TreeMap<>();
      for (Variable<?> variable : run.agent.graph().variables().all()) {
        List<Long> shape = new ArrayList<>();
        for (long size : variable.shape().asArray()) {
          shape.add(size);
        }
        String type = variable.value().type() == TFloat32.class ? "float32" : "int64";
        actual.put(variable.name(), type + shape);
      }
      assertEquals(expected, actual);
      assertEquals(1 + 74 + 10 + 2 * 74, actual.size());
    }
  }

  @Test
  void modulesOfDefaultSizeHaveTheReferencesNumberOfWeights() {
    // Batch and horizon are no part of any weight.
    Map<String, ?> small = Map.of("batch_shape", List.of(1, 2), "imagination_horizon", 2);
    EnvironmentSpec spec =
        new EnvironmentSpec(Map.of("image", Spec.Image.RGB64), Spec.Box.of(6, -1, 1));
    Map<String, Long> weights = new TreeMap<>();
    int count = 0;
    try (Graph graph = new Graph()) {
      DreamerGraph built =
          DreamerGraph.build(graph, DreamerConfig.resolve(small), spec, TFloat32.class);
      for (Variable<TFloat32> variable : built.variables().trainable(List.of(""))) {
        String module = variable.name().split("/")[1];
        weights.merge(module, variable.shape().size(), Long::sum);
        count++;
      }
    }
    assertEquals(
        Map.of(
            "encoder", 690_144L,
            "rnn", 557_320L,
            "head_image", 3_795_555L,
            "head_reward", 253_201L,
            "head_value", 413_601L,
            "head_action", 578_412L,
            "head_pcont", 413_601L),
        weights);
    assertEquals(70, count);
  }
}
