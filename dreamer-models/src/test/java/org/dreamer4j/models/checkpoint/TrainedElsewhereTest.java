package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.ModelConfig.Activation;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles as google-research/planet and an older release of the GRU's kernels write them. */
class TrainedElsewhereTest {
  private static final String CELL = "graph/rnn/rssm/transition/gru_cell/";
  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(Map.of("image", Spec.Image.RGB64), Spec.Box.of(2, -1, 1));
  private static final Map<String, Integer> SIZES =
      Map.of("model_size", 10, "state_size", 5, "num_units", 14, "conv_depth", 2);

  @TempDir Path folder;

  @Test
  void aCheckpointOfPlanetLoads() throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>(SIZES);
    settings.put("defaults", "planet");
    settings.put("reward_layers", 3);
    settings.put("pcont_head", false);
    Map<String, List<Long>> shapes = WeightShapes.of(DreamerConfig.resolve(settings), SPEC);
    AgentBundle bundle = AgentBundle.of(shapes);
    shapes.forEach(
        (name, shape) -> {
          bundle.add("graph/" + name + "/main", shape);
          bundle.add("graph/" + name + "/main_1", shape);
        });
    bundle.add("graph/optimizer_main/cond/beta1_power", List.of());
    bundle.add("graph/optimizer_main/cond/beta2_power", List.of());
    try (Checkpoint checkpoint = Checkpoint.open(bundle.write(folder.resolve("planet")))) {
      assertEquals(Scheme.PLANET, checkpoint.scheme());
      DreamerConfig config = checkpoint.config();
      assertEquals(Activation.RELU, config.model().activation());
      assertEquals(14, config.heads().numUnits());
      assertEquals(3, config.heads().rewardLayers());
      assertEquals(List.of("image", "reward"), config.heads().gradientHeads());
      assertEquals(SPEC, checkpoint.spec());
      assertTrue(checkpoint.match(config, checkpoint.spec()).isExact());
      assertEquals(List.of(), checkpoint.notes());
      try (DreamerAgent agent = checkpoint.load(config, checkpoint.spec())) {
        Map<String, float[]> loaded = values(save(agent, "loaded"));
        for (String name : shapes.keySet()) {
          assertArrayEquals(checkpoint.read(name).toFloats(), loaded.get(name), name);
        }
      }
    }
  }

  @Test
  void kernelsOfTheGruUnderEachOthersNameLoad() throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>(SIZES);
    settings.put("state_diagnostics", false);
    Path saved;
    try (DreamerAgent agent = DreamerAgent.create(DreamerConfig.resolve(settings), SPEC)) {
      saved = save(agent, "agent");
    }
    AgentBundle bundle;
    try (WeightFile file = WeightFiles.open(saved)) {
      bundle = AgentBundle.of(file);
    }
    // Moments are 0 in a new agent: others show which one was read.
    for (String moment : List.of("/model", "/model_1")) {
      bundle.add("graph/" + CELL + "w_ru" + moment, List.of(20L, 20L));
      bundle.add("graph/" + CELL + "w_c" + moment, List.of(20L, 10L));
      bundle.add("graph/" + CELL + "b_ru" + moment, List.of(20L));
      bundle.add("graph/" + CELL + "b_c" + moment, List.of(10L));
    }
    Map<String, float[]> expected = values(bundle.write(folder.resolve("expected")));
    for (String kind : List.of("w", "b")) {
      String gates = CELL + kind + "_ru";
      String candidate = CELL + kind + "_c";
      bundle.swap(gates, candidate);
      for (String moment : List.of("/model", "/model_1")) {
        bundle.swap("graph/" + gates + moment, "graph/" + candidate + moment);
      }
    }
    Path swapped = bundle.write(folder.resolve("swapped"));
    assertNotEquals(expected.get(CELL + "w_c").length, values(swapped).get(CELL + "w_c").length);
    try (Checkpoint checkpoint = Checkpoint.open(swapped)) {
      assertEquals(CELL + "w_c", checkpoint.storedName(CELL + "w_ru"));
      try (DreamerAgent agent = checkpoint.load(checkpoint.config(), checkpoint.spec())) {
        Map<String, float[]> actual = values(save(agent, "loaded"));
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
      }
    }
  }

  private Path save(DreamerAgent agent, String name) {
    Path prefix = folder.resolve(name);
    agent.save(prefix, new TrainingState(0, 0));
    return prefix;
  }

  private static Map<String, float[]> values(Path prefix) throws IOException {
    Map<String, float[]> values = new TreeMap<>();
    try (WeightFile file = WeightFiles.open(prefix)) {
      for (StoredTensor tensor : file.tensors()) {
        if (tensor.dtype().equals("float32")) {
          values.put(tensor.name(), file.read(tensor.name()).toFloats());
        }
      }
    }
    return values;
  }
}
