package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.nn.GraphRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.types.TFloat32;

/**
 * What has a gradient of our own in training: the value and, where they are rewritten, three
 * convolutions of the encoder, the four products of its last layer, and three layers of the
 * decoder.
 */
class OwnGradientsTest {
  @ParameterizedTest
  @CsvSource({"rewritten, 11", "plain, 1"})
  void theyAreWhereItTrainsAndNowhereElse(String convs, int training) {
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
