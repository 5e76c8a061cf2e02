package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.checkpoint.Checkpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;

class MixedPrecisionTest {
  private static final Map<String, Object> MIXED = Map.of("mixed_precision", true);

  /** Powers of two scale without rounding. */
  @Test
  void scalingTheLossAloneChangesNoBit() {
    try (DreamerAgent single = Tiny.agent(Map.of());
        DreamerAgent mixed = Tiny.agent(MIXED)) {
      for (int update = 0; update < 3; update++) {
        Batch batch = Tiny.batch(single.config(), update);
        Map<String, Double> expected = single.train(batch);
        Map<String, Double> metrics = mixed.train(batch);
        expected.forEach((name, value) -> assertEquals(value, metrics.get(name), name));
        assertEquals(32768, metrics.get("model_loss_scale"));
      }
      single
          .graph()
          .variables()
          .trainable(List.of(""))
          .forEach(v -> assertArrayEquals(weights(single, v.name()), weights(mixed, v.name())));
    }
  }

  @Test
  void aCheckpointKeepsOptimizersAndScale(@TempDir Path folder) throws IOException {
    for (Map<String, Object> trained : List.of(MIXED, Map.<String, Object>of())) {
      try (DreamerAgent agent = Tiny.agent(trained);
          DreamerAgent restored = Tiny.agent(MIXED)) {
        Batch batch = Tiny.batch(agent.config(), 0);
        agent.train(batch);
        Path prefix = folder.resolve("model.ckpt-" + trained.size());
        agent.save(prefix, new TrainingState(0, 0));
        try (Checkpoint checkpoint = Checkpoint.open(prefix)) {
          checkpoint.restore(restored, Checkpoint.Part.values());
        }
        for (String name :
            List.of(
                "graph/optimizer_model/cond/beta1_power",
                "graph/optimizer_model/cond/beta2_power")) {
          assertArrayEquals(weights(agent, name), weights(restored, name), name);
        }
        if (!trained.isEmpty()) {
          String counter = "graph/optimizer_model/cond/good_updates";
          assertArrayEquals(new float[] {1}, weights(restored, counter));
        }
      }
    }
  }

  @Test
  void theSessionRewritesForHalfPrecisionOnlyIfAsked() {
    assertEquals("auto_mixed_precision", rewriter(true).getOptimizers(0));
    assertEquals(RewriterConfig.getDefaultInstance(), rewriter(false));
  }

  /** What a GPU rounds to half precision, the processor can round to it, too, only slower. */
  @Test
  void halfPrecisionStaysNearSingle() {
    DreamerConfig config = Tiny.config(MIXED);
    Batch batch = Tiny.batch(config, 0);
    RewriterConfig.Builder passes = Execution.mixedPrecision("auto_mixed_precision_cpu");
    List<String> others = passes.getOptimizersList().subList(1, passes.getOptimizersCount());
    Trained single =
        train(config, batch, passes.clone().clearOptimizers().addAllOptimizers(others));
    Trained half = train(config, batch, passes);
    double rounded = Math.abs(half.gradient() / single.gradient() - 1);
    assertTrue(rounded > 1e-4, "nothing was rounded: " + rounded);
    assertEquals(single.gradient(), half.gradient(), 0.05 * single.gradient());
    assertEquals(single.loss(), half.loss(), 1e-3 * Math.abs(single.loss()));
  }

  /** The model's loss and the norm of its gradient in one update. */
  private record Trained(double loss, double gradient) {}

  private static RewriterConfig rewriter(boolean mixed) {
    return Execution.DEFAULT.toProto(mixed).getGraphOptions().getRewriteOptions();
  }

  private static Trained train(DreamerConfig config, Batch batch, RewriterConfig.Builder rewriter) {
    ConfigProto proto =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriter))
            .build();
    try (Graph graph = new Graph()) {
      DreamerGraph dreamer = DreamerGraph.build(graph, config, Tiny.spec(), TFloat32.class);
      try (Session session = new Session(graph, proto);
          BatchFeed feed = new BatchFeed(dreamer.train().inputs(), config.data())) {
        session.runner().addTarget(dreamer.initialize()).run().close();
        Session.Runner runner = session.runner();
        feed.into(runner, batch);
        Operand<TFloat32> loss = dreamer.train().metrics().get("model_loss");
        Operand<TFloat32> norm = dreamer.train().metrics().get("model_grad_norm");
        try (Result result =
            runner.fetch(loss).fetch(norm).addTarget(dreamer.train().update()).run()) {
          double gradient = ((TFloat32) result.get(1)).getFloat();
          assertTrue(gradient > 0, "the update was left out");
          assertFalse(Double.isInfinite(gradient));
          return new Trained(((TFloat32) result.get(0)).getFloat(), gradient);
        }
      }
    }
  }

  private static float[] weights(DreamerAgent agent, String name) {
    try (Result result =
        agent.session().runner().fetch(agent.graph().variables().get(name).value()).run()) {
      return Tensors.toFloats(result.get(0));
    }
  }
}
