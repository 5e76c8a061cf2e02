package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.DataType;

/** Agents that are told from names and shapes, and such as no agent has. */
class InferenceTest {
  private static final String RSSM = "graph/rnn/rssm/";
  private static final DreamerConfig CONFIG =
      DreamerConfig.resolve(
          Map.of(
              "model_size",
              10,
              "state_size",
              5,
              "num_units",
              12,
              "conv_depth",
              2,
              "num_layers",
              2));
  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          Map.of("image", Spec.Image.RGB64, "position", Spec.Box.unbounded(3)),
          Spec.Box.of(2, -1, 1));

  @TempDir Path folder;
  private AgentBundle bundle;

  @BeforeEach
  void make() {
    bundle = AgentBundle.of(WeightShapes.of(CONFIG, SPEC));
  }

  @Test
  void anAgentIsToldFromItsShapes() throws IOException {
    try (Checkpoint checkpoint = open()) {
      assertEquals(SPEC, checkpoint.spec());
      assertEquals(12, checkpoint.config().heads().numUnits());
      assertTrue(checkpoint.match(checkpoint.config(), checkpoint.spec()).isExact());
      assertTrue(checkpoint.match(CONFIG, SPEC).isExact());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"graph/encoder/dense", "graph/encoder/dense_7kernel", "graph/encoder/dense/"})
  void namesThatAreNearlyLayersAreLeftOver(String name) throws IOException {
    bundle.add(name, List.of(2L));
    try (Checkpoint checkpoint = open()) {
      assertEquals("conv", checkpoint.settings().get("encoder"));
      assertEquals(List.of(name), checkpoint.match(CONFIG, SPEC).leftOver());
    }
  }

  @Test
  void farNumbersOfLayersDoNotMakeManyLayers() throws IOException {
    bundle.add("graph/head_position/dense_999/kernel", List.of(12L, 3L));
    refused("variable 'graph/head_position/dense_7/kernel': is missing");
  }

  @Test
  void anRssmWithoutActionsIsRefused() throws IOException {
    for (long in : List.of(5L, 1L)) {
      bundle.add(RSSM + "transition/dense/kernel", List.of(in, 10L));
      refused("the RSSM has 5 stochastic units and takes " + (in - 5) + " actions");
    }
  }

  @Test
  void anRssmWithoutStochasticUnitsIsRefused() throws IOException {
    DreamerConfig joint = CONFIG.with(Map.of("statistics", "joint"));
    bundle = AgentBundle.of(WeightShapes.of(joint, SPEC));
    bundle.add(RSSM + "posterior/dense_1/kernel", List.of(10L, 1L));
    refused("the RSSM has 0 stochastic units");
  }

  @Test
  void sizesBeyondReasonAreRefused() throws IOException {
    String conv = "graph/encoder/conv2d/kernel";
    for (List<Long> shape :
        List.of(
            List.of(4L, 4L, 1L << 32, 0L),
            List.of(0L, 4L, 3L, 2L),
            List.of(4L, 0L, 3L, 1L << 21))) {
      bundle.claim(conv, DataType.DT_FLOAT, shape);
      refused("variable '" + conv + "': expected sizes from 1 to 1048576, got " + shape);
    }
    make();
    for (String dense :
        List.of(
            RSSM + "transition/dense/kernel",
            RSSM + "posterior/dense/kernel",
            "graph/head_reward/dense/kernel",
            "graph/head_position/dense_2/kernel")) {
      for (List<Long> shape : List.of(List.of(1L << 40, 0L), List.of(0L, 1L << 21))) {
        bundle.claim(dense, DataType.DT_FLOAT, shape);
        refused("variable '" + dense + "': expected sizes from 1 to 1048576, got " + shape);
      }
      make();
    }
  }

  @Test
  void claimsOfTensorsThatAreNotReadAreNoWeights() throws IOException {
    String kernel = "graph/head_position/dense_2/kernel";
    bundle.claim(kernel, DataType.DT_STRING, List.of(12L, 1L << 30));
    refused("variable 'graph/head_position/dense_2/kernel': is missing");
    make();
    bundle.claim("graph/encoder/conv2d_9/kernel", DataType.DT_STRING, List.of(1L << 30));
    try (Checkpoint checkpoint = open()) {
      assertTrue(checkpoint.match(CONFIG, SPEC).isExact());
      assertTrue(checkpoint.extras().contains("graph/encoder/conv2d_9/kernel"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "num", "cpc_head", "proprio_encoder_num"})
  void headsThatGoByAnotherKeyAreRefused(String head) throws IOException {
    for (String layer : List.of("dense", "dense_1", "dense_2", "dense_3", "dense_4")) {
      bundle.add("graph/head_" + head + "/" + layer + "/kernel", List.of(12L, 12L));
    }
    refused("its head '" + head + "' goes by the key " + head + "_layers");
  }

  @Test
  void headsOfOneLayerAreRefused() throws IOException {
    bundle.add("graph/head_extra/dense/kernel", List.of(15L, 3L));
    refused("no agent can be told from these weights: num_layers must be at least 1, got 0");
    make();
    bundle.add("graph/head_zone/dense/kernel", List.of(15L, 3L));
    refused("no agent can be told from these weights: zone_layers must be at least 1, got 0");
  }

  @Test
  void settingsThatContradictEachOtherAreRefusedWhenTheFileIsOpened() throws IOException {
    DreamerConfig planet = DreamerConfig.resolve(Map.of("defaults", "planet", "num_units", 12));
    bundle = AgentBundle.of(WeightShapes.of(planet, SPEC));
    for (String layer : List.of("dense", "dense_1")) {
      bundle.add("graph/head_value/" + layer + "/kernel", List.of(12L, 12L));
    }
    refused("no agent can be told from these weights: imagination_horizon 0 leaves the value");
  }

  private Checkpoint open() throws IOException {
    return Checkpoint.open(bundle.write(folder.resolve("agent")));
  }

  private void refused(String problem) throws IOException {
    Path prefix = bundle.write(folder.resolve("agent"));
    String message =
        assertThrows(CheckpointFormatException.class, () -> Checkpoint.open(prefix)).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.contains(problem), message);
  }
}
