package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.nn.GraphRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.types.TFloat32;

/** Four layers of the encoder and three of the decoder have the gradient of our own in training. */
class RectifiedLayersTest {
  @ParameterizedTest
  @CsvSource({"rewritten, 7", "plain, 0"})
  void theyHaveItWhereTheyTrainAndNowhereElse(String convs, int training) {
    DreamerConfig config = Tiny.config(Map.of("convs", convs, "conv_depth", 4));
    try (Graph graph = new Graph()) {
      DreamerGraph.build(graph, config, Tiny.spec(), TFloat32.class);
      assertEquals(training, GraphRun.count(graph, "IdentityN"));
    }
    try (Graph graph = new Graph()) {
      ServedGraph.inference(graph, config, Tiny.spec(), 3);
      assertEquals(0, GraphRun.count(graph, "IdentityN"));
    }
  }
}
