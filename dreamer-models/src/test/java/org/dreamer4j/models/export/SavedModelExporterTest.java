package org.dreamer4j.models.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Tiny;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.checkpoint.Checkpoint;
import org.dreamer4j.models.checkpoint.WeightMatch;
import org.dreamer4j.models.checkpoint.WeightShapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

class SavedModelExporterTest {
  private static final Set<String> ALWAYS =
      Set.of(
          "encode",
          "observe",
          "observe_with_noise",
          "imagine",
          "imagine_with_noise",
          "imagine_actions",
          "imagine_actions_with_noise",
          "reward");
  private static final Set<String> OF_ACTORS =
      Set.of(
          "serving_default",
          "policy_mode",
          "policy_mode_with_noise",
          "policy_sample",
          "policy_sample_with_noise",
          "actor",
          "imagine_policy",
          "imagine_policy_with_noise");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void agentsExportWhatTheyHave(Kind kind) throws IOException {
    Set<String> expected = new TreeSet<>(ALWAYS);
    expected.add("pcont");
    if (kind.acts()) {
      expected.addAll(OF_ACTORS);
    }
    if (kind != Kind.NO_VALUE && kind != Kind.NO_ACTOR) {
      expected.add("value");
    }
    if (kind != Kind.TRUNCATED) {
      expected.add("decode");
    } else {
      // Its states and its most likely actions are means: nothing is drawn.
      expected.removeAll(
          Set.of(
              "policy_mode_with_noise",
              "observe_with_noise",
              "imagine_with_noise",
              "imagine_actions_with_noise"));
    }
    if (kind == Kind.CENTERED) {
      expected.remove("pcont");
    }
    MetaGraphDef serve = Exports.serve(Exports.of(kind, folder.resolve("model")));
    assertEquals(expected, new TreeSet<>(serve.getSignatureDefMap().keySet()));
  }

  @ParameterizedTest
  @EnumSource
  void everySignaturePredictsForAFreeNumberOfRows(Kind kind) throws IOException {
    MetaGraphDef serve = Exports.serve(Exports.of(kind, folder.resolve("model")));
    assertEquals(List.of("serve"), List.copyOf(serve.getMetaInfoDef().getTagsList()));
    for (Map.Entry<String, SignatureDef> signature : serve.getSignatureDefMap().entrySet()) {
      assertEquals("tensorflow/serving/predict", signature.getValue().getMethodName());
      assertRows(signature.getKey(), signature.getValue().getInputsMap());
      assertRows(signature.getKey(), signature.getValue().getOutputsMap());
    }
  }

  private static void assertRows(String signature, Map<String, TensorInfo> tensors) {
    assertFalse(tensors.isEmpty(), signature);
    tensors.forEach(
        (name, info) -> {
          List<Long> sizes =
              info.getTensorShape().getDimList().stream().map(dim -> dim.getSize()).toList();
          assertEquals(-1, sizes.get(0), signature + " " + name + " " + sizes);
          for (long size : sizes.subList(1, sizes.size())) {
            assertTrue(size > 0, signature + " " + name + " " + sizes);
          }
        });
  }

  @Test
  void aPolicyTakesObservationStateActionAndReset() throws IOException {
    MetaGraphDef serve = Exports.serve(Exports.of(Kind.FUSION, folder.resolve("model")));
    SignatureDef policy = serve.getSignatureDefOrThrow("serving_default");
    assertEquals(
        Set.of("image", "position", "sample", "belief", "action", "reset"),
        policy.getInputsMap().keySet());
    assertEquals(Set.of("action", "sample", "belief"), policy.getOutputsMap().keySet());
    assertEquals(
        Set.of("image", "image_mean", "position"),
        serve.getSignatureDefOrThrow("decode").getOutputsMap().keySet());
    assertEquals(
        Set.of("sample", "belief", "reward", "pcont", "value", "action"),
        serve.getSignatureDefOrThrow("imagine_policy").getOutputsMap().keySet());
  }

  @ParameterizedTest
  @EnumSource
  void theWholeAgentIsSavedAndNothingThatTrains(Kind kind) throws IOException {
    Path model = folder.resolve("model");
    try (DreamerAgent agent = kind.agent()) {
      agent.train(Tiny.batch(agent.config(), kind.spec(), 1));
      Path whole = folder.resolve("model.ckpt-1");
      agent.save(whole, new TrainingState(0, 0));
      Path version = SavedModelExporter.export(agent, model, ExportSettings.DEFAULT);
      try (Checkpoint exported = Checkpoint.open(ModelFolder.weights(version));
          Checkpoint saved = Checkpoint.open(whole)) {
        WeightMatch match = exported.match(agent.config(), agent.spec());
        assertTrue(match.isExact(), match.toString());
        assertEquals(List.of(), exported.extras());
        Set<String> names = WeightShapes.of(agent.config(), agent.spec()).keySet();
        assertEquals(names, exported.weights());
        for (String name : names) {
          assertArrayEquals(saved.read(name).toFloats(), exported.read(name).toFloats(), name);
        }
      }
    }
  }

  @Test
  void theUnusedLayerOfOneHotActorsIsSavedToo() throws IOException {
    Path version = Exports.of(Kind.DISCRETE, folder.resolve("model"));
    try (Checkpoint exported = Checkpoint.open(ModelFolder.weights(version))) {
      assertEquals(
          Set.of("graph/head_action/dense_3/kernel", "graph/head_action/dense_3/bias"),
          exported.weights().stream()
              .filter(name -> name.startsWith("graph/head_action/dense_3"))
              .collect(Collectors.toSet()));
    }
  }

  @Test
  void onlyWeightsAreSavedAndNothingThatTrains() throws IOException {
    Path version = Exports.of(Kind.DISCRETE, folder.resolve("model"));
    MetaGraphDef serve = Exports.serve(version);
    long elements = 0;
    for (NodeDef node : serve.getGraphDef().getNodeList()) {
      assertFalse(node.getOp().contains("Adam"), node.getName());
      if (node.getOp().equals("VarHandleOp")) {
        long product = 1;
        for (var dim : node.getAttrOrThrow("shape").getShape().getDimList()) {
          product *= dim.getSize();
        }
        elements += product;
      }
    }
    assertTrue(elements > 0);
    Path data = version.resolve("variables/variables.data-00000-of-00001");
    assertEquals(4 * elements, Files.size(data));
    try (DreamerAgent agent = Kind.DISCRETE.agent()) {
      agent.save(folder.resolve("whole"), new TrainingState(0, 0));
    }
    long whole = Files.size(folder.resolve("whole.data-00000-of-00001"));
    assertTrue(2.9 * Files.size(data) < whole, Files.size(data) + " of " + whole);
  }

  @Test
  void aVersionIsNeverReplaced() throws IOException {
    Path model = folder.resolve("model");
    assertEquals(model.resolve("1"), Exports.of(Kind.VECTORS, model));
    assertEquals(model.resolve("2"), Exports.of(Kind.VECTORS, model));
    ExportSettings second = ExportSettings.DEFAULT.withVersion(2);
    FileAlreadyExistsException e =
        assertThrows(
            FileAlreadyExistsException.class, () -> Exports.of(Kind.VECTORS, model, second));
    assertEquals(model.resolve("2") + ": exists already; export another version", e.getMessage());
  }

  @Test
  void aVersionThatExistsIsRefusedBeforeAnAgentIsMade() throws IOException {
    Path model = folder.resolve("model");
    Path version = Exports.of(Kind.VECTORS, model);
    ExportSettings first = ExportSettings.DEFAULT.withVersion(1);
    try (Checkpoint checkpoint = Checkpoint.open(ModelFolder.weights(version))) {
      // An agent of this kind could not be made of these weights.
      DreamerConfig other = wider(checkpoint.config());
      assertThrows(
          FileAlreadyExistsException.class,
          () -> SavedModelExporter.export(checkpoint, other, Kind.VECTORS.spec(), model, first));
    }
    Path missing = folder.resolve("model.ckpt-9");
    assertThrows(
        FileAlreadyExistsException.class,
        () ->
            SavedModelExporter.export(
                DreamerConfig.resolve(Map.of()), Kind.VECTORS.spec(), missing, model, first));
  }

  @Test
  void anAgentThatCannotBeSavedIsAnIoException() throws IOException {
    Path prefix = Files.writeString(folder.resolve("file"), "").resolve("model.ckpt");
    try (DreamerAgent agent = Kind.VECTORS.agent()) {
      IOException e = assertThrows(IOException.class, () -> SavedModelExporter.save(agent, prefix));
      assertTrue(e.getMessage().startsWith("cannot write " + prefix + ": "), e.getMessage());
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
  }

  @Test
  void whatAKilledExportLeavesIsNoModelAndTheNextOneClearsItAfterADay() throws IOException {
    Path model = folder.resolve("model");
    Path version = Exports.of(Kind.VECTORS, model);
    // The last moment before a version appears.
    Path rest = Files.move(version, model.resolve(".1-0a.tmp"));
    SavedModelFormatException e =
        assertThrows(SavedModelFormatException.class, () -> DreamerPolicy.load(model));
    assertTrue(e.getMessage().startsWith("no SavedModel in " + model), e.getMessage());
    assertEquals(version, Exports.of(Kind.VECTORS, model));
    assertEquals(List.of(".1-0a.tmp", "1"), names(model));
    Files.setLastModifiedTime(rest, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Exports.of(Kind.VECTORS, model);
    assertEquals(List.of("1", "2"), names(model));
    DreamerPolicy.load(model).close();
  }

  @Test
  void anExportThatFailsLeavesNothing() throws IOException {
    Path model = folder.resolve("model");
    DreamerConfig config;
    Path prefix = folder.resolve("model.ckpt-0");
    try (DreamerAgent agent = Kind.VECTORS.agent()) {
      config = agent.config();
      agent.save(prefix, new TrainingState(0, 0));
    }
    IOException e = assertThrows(IOException.class, () -> export(wider(config), prefix, model));
    assertTrue(e.getMessage().startsWith("cannot export checkpoint " + prefix), e.getMessage());
    assertTrue(e.getMessage().contains(": expected shape ["), "read in Java: " + e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    assertEquals(List.of(), names(model));

    Path missing = folder.resolve("model.ckpt-9");
    e = assertThrows(IOException.class, () -> export(config, missing, model));
    assertEquals(
        "no checkpoint %s: expected %s.index and %s.data-*".formatted(missing, missing, missing),
        e.getMessage());
    assertEquals(List.of(), names(model));
  }

  private static DreamerConfig wider(DreamerConfig config) {
    return config.with(Map.of("num_units", 6));
  }

  private static void export(DreamerConfig config, Path prefix, Path model) throws IOException {
    SavedModelExporter.export(config, Kind.VECTORS.spec(), prefix, model, ExportSettings.DEFAULT);
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anObservationNamedLikeAnotherInputIsRefused() {
    EnvironmentSpec spec =
        new EnvironmentSpec(Map.of("belief", Spec.Box.unbounded(3)), Spec.Box.of(2, -1, 1));
    try (DreamerAgent agent =
        Tiny.agent(spec, Map.of("encoder", "proprio", "gradient_heads", List.of("reward")))) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> SavedModelExporter.export(agent, folder, ExportSettings.DEFAULT));
      assertEquals(
          "observation 'belief' bears the name of another input or output of an exported model;"
              + " rename it in the environment",
          e.getMessage());
    }
  }

  @Test
  void settingsAreChecked() {
    assertEquals(
        "horizon must be at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> ExportSettings.DEFAULT.withHorizon(0))
            .getMessage());
    assertEquals(
        "version must be at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> ExportSettings.DEFAULT.withVersion(0))
            .getMessage());
  }

  @Test
  void aClosedAgentIsNotExported() {
    DreamerAgent agent = Kind.VECTORS.agent();
    agent.close();
    assertThrows(
        IllegalStateException.class,
        () -> SavedModelExporter.export(agent, folder, ExportSettings.DEFAULT));
  }
}
