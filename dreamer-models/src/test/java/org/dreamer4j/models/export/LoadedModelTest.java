package org.dreamer4j.models.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.dreamer4j.models.export.DreamerPolicy.Choice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Folders that hold no policy are refused in one line. */
class LoadedModelTest {
  private static final TensorInfo C = TensorInfo.newBuilder().setName("c:0").build();

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
    assertStarts(pb + ": is no whole SavedModel (");
    Files.write(pb, Arrays.copyOf(graph, graph.length / 2));
    assertStarts(pb + ": is no whole SavedModel (");
    try (RandomAccessFile file = new RandomAccessFile(pb.toFile(), "rw")) {
      file.setLength((256 << 20) + 1); // Takes no space on the disk.
    }
    assertRefused(pb + ": has 268435457 bytes, at most 268435456 are read", version);
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

  @ParameterizedTest
  @ValueSource(strings = {"c:9", "c:x", "c", "c:", ":0", "", "c:-1", "c:9999999999", "d:0"})
  void tensorsThatAreNone(String name) throws IOException {
    assertMisnamed(name, name);
  }

  @Test
  void tensorsWhoseNamesWouldSpoilALine() throws IOException {
    assertMisnamed("a\nb:0", "a?b:0");
  }

  private void assertMisnamed(String name, String shown) throws IOException {
    TensorInfo nowhere = TensorInfo.newBuilder().setName(name).build();
    edit(signature -> signature.putInputs("sample", nowhere));
    change(meta -> withPlaceholder(meta, "c", shape(-1, 4)));
    assertRefused(version + " names a tensor that its graph lacks: " + shown, version);
  }

  @Test
  void tensorsWithoutAShape() throws IOException {
    String before = "signature serving_default of " + version + " has input 'sample' of ";
    String after = "; it is not an exported policy";
    String wrongAxes = before + "TFloat32 %s, a policy's is of TFloat32 with 2 axes" + after;
    String notFree = before + "shape %s, a policy's is free in its first axis alone" + after;
    TensorShapeProto unknown = TensorShapeProto.newBuilder().setUnknownRank(true).build();
    assertMisshapen(wrongAxes.formatted("[...]"), "sample", unknown);
    assertMisshapen(notFree.formatted("[-1, -1]"), "sample", shape(-1, -1));
    assertMisshapen(notFree.formatted("[-1, 0]"), "sample", shape(-1, 0));
    assertMisshapen(notFree.formatted("[5, 4]"), "sample", shape(5, 4));
    // Whatever it is called, an input that is not the state's is something seen.
    assertMisshapen(wrongAxes.replace("sample", "seen").formatted("[...]"), "seen", unknown);
  }

  @Test
  void noiseWithoutAShape() throws IOException {
    TensorShapeProto unknown = TensorShapeProto.newBuilder().setUnknownRank(true).build();
    String noisy = "policy_mode_with_noise";
    change(
        meta -> {
          SignatureDef.Builder signature = meta.getSignatureDefOrThrow(noisy).toBuilder();
          signature.putInputs("noise_sample", C);
          return withPlaceholder(meta, "c", unknown).putSignatureDef(noisy, signature.build());
        });
    SavedModelFormatException e =
        assertThrows(
            SavedModelFormatException.class,
            () -> DreamerPolicy.load(version, DreamerPolicy.Settings.of(Choice.MODE, 1)));
    assertEquals(
        "signature policy_mode_with_noise of %s has input 'noise_sample' of shape [...], a policy's is free in its first axis alone; it is not an exported policy"
            .formatted(version),
        e.getMessage());
  }

  private void assertMisshapen(String message, String input, TensorShapeProto shape)
      throws IOException {
    edit(signature -> signature.putInputs(input, C));
    change(meta -> withPlaceholder(meta, "c", shape));
    assertRefused(message, version);
  }

  private static MetaGraphDef.Builder withPlaceholder(
      MetaGraphDef.Builder meta, String name, TensorShapeProto shape) {
    meta.getGraphDefBuilder()
        .addNodeBuilder()
        .setOp("Placeholder")
        .setName(name)
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .putAttr("shape", AttrValue.newBuilder().setShape(shape).build());
    return meta;
  }

  private static TensorShapeProto shape(long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    LongStream.of(sizes).forEach(size -> shape.addDimBuilder().setSize(size));
    return shape.build();
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
