package org.dreamer4j.models.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.dreamer4j.models.export.DreamerPolicy.Choice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Folders that hold no policy are refused in one line. */
class LoadedModelTest {
  @TempDir private static Path exports;
  private static Path whole;

  @TempDir private Path folder;
  private Path version;

  @BeforeAll
  static void export() throws IOException {
    whole = Exports.of(Kind.VECTORS, exports.resolve("model"));
  }

  @BeforeEach
  void copy() throws IOException {
    version = folder.resolve("model/1");
    Files.createDirectories(version.resolve("variables"));
    for (String file :
        new String[] {
          "saved_model.pb", "variables/variables.index", "variables/variables.data-00000-of-00001"
        }) {
      Files.copy(whole.resolve(file), version.resolve(file));
    }
  }

  @Test
  void pathsWithoutModel() throws IOException {
    Path missing = folder.resolve("missing");
    assertRefused(missing + " does not exist; name the folder of a SavedModel", missing);
    Path file = Files.writeString(folder.resolve("file"), "");
    assertRefused(file + " is a file; name the folder of a SavedModel", file);
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertRefused(
        "no SavedModel in " + empty + ": neither saved_model.pb nor a numbered version with one",
        empty);
  }

  @Test
  void graphsThatAreNone() throws IOException {
    Path pb = version.resolve("saved_model.pb");
    byte[] graph = Files.readAllBytes(pb);
    Files.write(pb, new byte[0]);
    assertRefused(pb + " has no graph with the tag serve alone, only []", version);
    byte[] noise = new byte[1000];
    new Random(1).nextBytes(noise);
    Files.write(pb, noise);
    assertStarts(pb + " is no SavedModel: ");
    Files.write(pb, Arrays.copyOf(graph, graph.length / 2));
    assertStarts(pb + " is no SavedModel: ");
  }

  @Test
  void variablesThatAreMissingOrCut() throws IOException {
    Path index = version.resolve("variables/variables.index");
    byte[] names = Files.readAllBytes(index);
    Files.write(index, Arrays.copyOf(names, names.length / 2));
    assertStarts("cannot load the SavedModel " + version + ": ");
    Files.delete(index);
    assertStarts("cannot load the SavedModel " + version + ": ");
    Files.write(index, names);
    Path data = version.resolve("variables/variables.data-00000-of-00001");
    Files.write(data, Arrays.copyOf(Files.readAllBytes(data), 100));
    assertStarts("cannot load the SavedModel " + version + ": ");
  }

  @Test
  void anotherTag() throws IOException {
    change(
        meta ->
            meta.setMetaInfoDef(
                meta.getMetaInfoDef().toBuilder().clearTags().addTags("serve").addTags("gpu")));
    assertRefused(
        version.resolve("saved_model.pb")
            + " has no graph with the tag serve alone, only [[serve, gpu]]",
        version);
  }

  @Test
  void anotherGraph() throws IOException {
    change(
        meta -> {
          meta.getGraphDefBuilder().getNodeBuilder(0).setOp("NoSuchOp");
          return meta;
        });
    assertStarts("cannot load the SavedModel " + version + ": ");
  }

  @Test
  void otherSignatures() throws IOException {
    change(MetaGraphDef.Builder::clearSignatureDef);
    assertRefused(
        version + " has no signature serving_default, only []; it is not an exported policy",
        version);
  }

  @Test
  void signaturesOfSomethingElse() throws IOException {
    String before = "signature serving_default of " + version;
    String after = "; it is not an exported policy";
    edit(signature -> signature.removeInputs("belief"));
    assertRefused(
        before + " has no input 'belief', only [action, position, reset, sample, velocity]" + after,
        version);
    edit(signature -> signature.removeOutputs("action"));
    assertRefused(before + " has no output 'action', only [belief, sample]" + after, version);
    edit(signature -> signature.putInputs("belief", signature.getInputsOrThrow("reset")));
    assertRefused(
        before + " has input 'belief' of TBool [-1], a policy's is of TFloat32 with 2 axes" + after,
        version);
    TensorInfo nowhere =
        TensorInfo.newBuilder().setName("nowhere:0").setDtype(DataType.DT_FLOAT).build();
    edit(signature -> signature.putInputs("belief", nowhere));
    assertRefused(version + " names a tensor that its graph lacks: nowhere:0", version);
  }

  @Test
  void aSignatureThatTheAgentNeverHad() throws IOException {
    Path blind = Exports.of(Kind.NO_ACTOR, folder.resolve("blind"));
    SavedModelFormatException e =
        assertThrows(
            SavedModelFormatException.class,
            () -> DreamerPolicy.load(blind, DreamerPolicy.Settings.of(Choice.MODE, 1)));
    assertTrue(e.getMessage().startsWith(blind + " has no signature policy_mode, only [decode"));
  }

  private void edit(UnaryOperator<SignatureDef.Builder> edit) throws IOException {
    Path graph = version.resolve(ModelFolder.GRAPH);
    Files.copy(whole.resolve(ModelFolder.GRAPH), graph, StandardCopyOption.REPLACE_EXISTING);
    change(
        meta -> {
          String name = "serving_default";
          SignatureDef.Builder signature = meta.getSignatureDefOrThrow(name).toBuilder();
          return meta.putSignatureDef(name, edit.apply(signature).build());
        });
  }

  private void change(UnaryOperator<MetaGraphDef.Builder> change) throws IOException {
    SavedModel.Builder saved = Exports.read(version).toBuilder();
    saved.setMetaGraphs(0, change.apply(saved.getMetaGraphs(0).toBuilder()));
    Files.write(version.resolve("saved_model.pb"), saved.build().toByteArray());
  }

  private void assertStarts(String start) {
    String message = refusal(version);
    assertTrue(message.startsWith(start), message);
    assertTrue(message.length() > start.length() + 3, message);
    assertEquals(1, message.lines().count(), message);
  }

  private static void assertRefused(String message, Path model) {
    assertEquals(message, refusal(model));
  }

  private static String refusal(Path model) {
    return assertThrows(SavedModelFormatException.class, () -> DreamerPolicy.load(model))
        .getMessage();
  }
}
