package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.checkpoint.Checkpoint;
import org.dreamer4j.models.checkpoint.Checkpoint.Part;
import org.dreamer4j.models.checkpoint.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that the savers of the two reference codes wrote, and the agents that are told from them.
 */
class CheckpointGoldenTest {
  /** Keys that shapes tell; the others belong to training. */
  private static final List<String> TOLD =
      List.of(
          "model_size",
          "state_size",
          "model_layers",
          "statistics",
          "gru",
          "conv_depth",
          "encoder",
          "num_units",
          "num_layers",
          "reward_layers",
          "value_head",
          "value_layers",
          "action_head",
          "action_layers",
          "action_head_dist",
          "action_noise_type",
          "action_head_std",
          "gradient_heads",
          "return_head",
          "cpc_head",
          "value_target_head",
          "action_target_head");

  @Test
  void continuousAgentOfTheReference() throws IOException {
    try (GoldenRun run = GoldenRun.tf1Debug(Map.of());
        Checkpoint checkpoint = Checkpoint.open(run.file("checkpoint_before/model.ckpt-1000"))) {
      assertEquals(Scheme.DREAMER, checkpoint.scheme());
      checkInference(run, checkpoint);
      checkRestore(run, checkpoint);
    }
  }

  @Test
  void discreteAgentOfTheReferenceWithPcont() throws IOException {
    try (GoldenRun run = GoldenRun.tf1Discrete();
        Checkpoint checkpoint = Checkpoint.open(run.file("checkpoint_before"))) {
      assertEquals(Scheme.DREAMER, checkpoint.scheme());
      checkInference(run, checkpoint);
      checkRestore(run, checkpoint);
    }
  }

  @Test
  void continuousAgentOfDanijars() throws IOException {
    checkPickle(GoldenRun.tf2Small());
  }

  @Test
  void discreteAgentOfDanijarsWithPcont() throws IOException {
    checkPickle(GoldenRun.tf2OneHot());
  }

  @Test
  void nextUpdateAfterLoadingIsTheOneThatWouldHaveCome(@TempDir Path folder) throws IOException {
    Path prefix = folder.resolve("model.ckpt-1003");
    Map<String, float[]> expected;
    try (GoldenRun run = GoldenRun.tf1Debug(Map.of())) {
      run.restore();
      update(run, 1);
      run.agent.save(prefix, new TrainingState(0, 0));
      update(run, 2);
      expected = run.values();
    }
    try (GoldenRun run = GoldenRun.tf1Debug(Map.of());
        Checkpoint checkpoint = Checkpoint.open(prefix)) {
      checkpoint.restore(run.agent, Part.values());
      assertEquals(1003, run.agent.globalStep());
      update(run, 2);
      Map<String, float[]> actual = run.values();
      assertEquals(expected.keySet(), actual.keySet());
      actual.forEach((name, values) -> assertArrayEquals(expected.get(name), values, name));
    }
  }

  private static void update(GoldenRun run, int step) throws IOException {
    run.run(step, List.of(), List.of(run.agent.graph().train().update()));
  }

  private static void checkPickle(GoldenRun opened) throws IOException {
    try (GoldenRun run = opened;
        Checkpoint checkpoint = Checkpoint.open(run.file("variables_before.pkl"))) {
      assertEquals(Scheme.DANIJAR, checkpoint.scheme());
      checkInference(run, checkpoint);
      run.restore();
      Map<String, Array> recorded = run.arrays("weights_before");
      Map<String, float[]> actual = Tf2Names.rename(run.agent, run.values());
      assertEquals(recorded.keySet(), actual.keySet());
      actual.forEach(
          (name, values) ->
              assertArrayEquals(
                  Objects.requireNonNull(recorded.get(name)).toFloats(), values, name));
    }
  }

  private static void checkInference(GoldenRun run, Checkpoint checkpoint) {
    DreamerConfig told = checkpoint.config();
    for (String key : TOLD) {
      assertEquals(run.config.toMap().get(key), told.toMap().get(key), key);
    }
    EnvironmentSpec spec = checkpoint.spec();
    assertEquals(run.agent.spec().action(), spec.action());
    assertEquals(Spec.Image.RGB64, spec.observation().get("image"));
    assertEquals(run.agent.spec().vectors(), spec.vectors());
    assertTrue(checkpoint.match(told, spec).isExact());
    assertTrue(checkpoint.match(run.config, run.agent.spec()).isExact());
    assertEquals(List.of(), checkpoint.notes());
  }

  /** What Java reads is what TensorFlow reads, optimizers and step included. */
  private static void checkRestore(GoldenRun run, Checkpoint checkpoint) throws IOException {
    run.restore();
    Map<String, float[]> expected = run.values();
    run.agent.session().runner().addTarget(run.agent.graph().initialize()).run().close();
    checkpoint.restore(run.agent, Part.values());
    Map<String, float[]> actual = run.values();
    assertEquals(expected.keySet(), actual.keySet());
    actual.forEach((name, values) -> assertArrayEquals(expected.get(name), values, name));
    assertEquals(1000, run.agent.globalStep());
  }
}
