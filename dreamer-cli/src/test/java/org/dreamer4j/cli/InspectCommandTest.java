package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.models.checkpoint.PickleWriter;
import org.dreamer4j.replay.npz.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TString;

class InspectCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aCheckpointIsShownByModule() throws IOException {
    Path prefix = folder.resolve("model.ckpt-1000");
    save(prefix);
    assertEquals(0, inspect(prefix.toString()), err.toString());
    assertEquals(
        List.of(
            prefix.toString(),
            "tensor bundle, 5 tensors, 11 elements, 54 bytes",
            "",
            "name                   dtype    shape      elements   min   mean   max  NaN",
            "global_step            int64    scalar            1  1000   1000  1000    0",
            "note                   string   2                 2     -      -     -    -",
            "graph/encoder/conv2d            2 tensors         6",
            "  bias                 float32  2                 2     1      1     1    1",
            "  kernel               float32  1x4               4  -0.5  0.375     1    0",
            "graph/graph/rnn/dense           1 tensor          2",
            "  model                float32  2                 2     -      -     -    0",
            "",
            "not finite:",
            "  graph/encoder/conv2d/bias: 1 NaN, 0 infinite",
            "  graph/graph/rnn/dense/model: 0 NaN, 2 infinite",
            ""),
        lines().subList(0, 16));
    assertTrue(lines().get(16).startsWith("no known agent: " + prefix), lines().get(16));
    assertEquals(17, lines().size());
  }

  @Test
  void withoutStatisticsNoDataIsRead() throws IOException {
    Path prefix = folder.resolve("model.ckpt-1000");
    save(prefix);
    Path data = folder.resolve("model.ckpt-1000.data-00000-of-00001");
    byte[] bytes = Files.readAllBytes(data);
    Files.write(data, new byte[bytes.length]);
    assertEquals(0, inspect(prefix.toString(), "--no-stats"), err.toString());
    assertTrue(
        lines().contains("  kernel               float32  1x4               4"), out.toString());
    assertEquals(2, inspect(prefix.toString()));
    assertEquals(
        "dreamer inspect: "
            + prefix
            + ", variable 'global_step': wrong checksum: its data is corrupt",
        err.toString().strip());
  }

  @Test
  void aPickleAsJsonHasItsTensors() throws IOException {
    Path path = folder.resolve("variables.pkl");
    try (OutputStream file = Files.newOutputStream(path)) {
      PickleWriter.write(
          file,
          List.of(
              new Array.Int64(new int[0], new long[] {7}),
              new Array.Float32(new int[] {1, 3}, new float[] {Float.NaN, 0, 4})));
    }
    assertEquals(0, inspect("--json", path.toString()), err.toString());
    JsonNode root = json();
    assertEquals(path.toString(), root.get("path").asText());
    assertEquals("pickle", root.get("format").asText());
    assertEquals(4, root.get("elements").asInt());
    assertEquals(20, root.get("bytes").asInt());
    assertEquals(
        "{\"name\":\"1\",\"dtype\":\"float32\",\"shape\":[1,3],\"elements\":3,\"bytes\":12,"
            + "\"min\":0.0,\"mean\":2.0,\"max\":4.0,\"standard_deviation\":2.0,"
            + "\"nan\":1,\"infinite\":0,\"zeros\":1}",
        root.get("tensors").get(1).toString());
    assertEquals(
        "[{\"name\":\"\",\"tensors\":2,\"elements\":4,\"bytes\":20}]",
        root.get("modules").toString());
  }

  @Test
  void episodesAreCountedAndBrokenOnesNamed() throws IOException {
    episode("a-3.npz", 0, 1, 2);
    episode("b-2.npz", 0, -1);
    Files.writeString(folder.resolve("c-9.npz"), "no zip");
    assertEquals(0, inspect(folder.toString()), err.toString());
    assertEquals(
        List.of(
            folder.toString(),
            "2 episodes, 5 rows, 3 agent steps",
            "returns: mean 1, standard deviation 2, -1 to 3",
            "",
            "name    dtype    shape  files  elements   min   mean   max  NaN",
            "action  float32  ?x2        2        10  0.25   0.25  0.25    0",
            "reward  float64  ?          2         5    -1  0.400     2    0",
            "",
            "broken:",
            "  c-9.npz: is no whole zip file (zip END header not found)"),
        lines());
    out.getBuffer().setLength(0);
    assertEquals(0, inspect("--json", folder.toString(), "--no-stats"));
    JsonNode root = json();
    assertEquals(1, root.get("returns").get("mean").asDouble());
    assertEquals(-1, root.get("arrays").get(0).get("shape").get(0).asInt());
    assertFalse(root.get("arrays").get(0).has("min"));
    assertEquals("c-9.npz", root.get("broken").get(0).get("file").asText());
  }

  @Test
  void oneEpisodeFileIsShownWithItsLength() throws IOException {
    episode("a-3.npz", 0, 1, 2);
    assertEquals(0, inspect(folder.resolve("a-3.npz").toString()), err.toString());
    assertTrue(out.toString().contains("action  float32  3x2"), out.toString());
    Files.writeString(folder.resolve("c-9.npz"), "no zip");
    assertEquals(2, inspect(folder.resolve("c-9.npz").toString()));
    assertTrue(err.toString().contains("c-9.npz: is no whole zip file"), err.toString());
  }

  @Test
  void theNewestVersionOfASavedModelIsShownWithItsSignatures() throws IOException {
    savedModel(folder.resolve("agent/2"), "older");
    Path newest = folder.resolve("agent/10");
    savedModel(newest, "serving_default");
    save(Files.createDirectories(newest.resolve("variables")).resolve("variables"));
    assertEquals(0, inspect(folder.resolve("agent").toString()), err.toString());
    assertEquals(
        List.of(
            newest.toString(),
            "SavedModel, 1 graph",
            "",
            "graph serve: 0 nodes, TensorFlow 2.18.0",
            "",
            "signature serving_default (tensorflow/serving/predict)",
            "  in   image   uint8    ?x64x64x3",
            "  out  action  float32  any shape",
            "",
            newest.resolve("variables/variables").toString()),
        lines().subList(0, 10));
    out.getBuffer().setLength(0);
    assertEquals(0, inspect("--json", newest.resolve("saved_model.pb").toString()));
    JsonNode signature = json().get("graphs").get(0).get("signatures").get("serving_default");
    assertEquals("[-1,64,64,3]", signature.get("inputs").get("image").get("shape").toString());
    assertTrue(signature.get("outputs").get("action").get("shape").isNull());
    assertEquals(5, json().get("variables").get("tensors").size());
  }

  @Test
  void aSavedModelWithoutVariablesSaysSo() throws IOException {
    savedModel(folder.resolve("agent"), "act");
    assertEquals(0, inspect(folder.resolve("agent").toString()));
    assertTrue(lines().contains("no variables"), out.toString());
    out.getBuffer().setLength(0);
    inspect("--json", folder.resolve("agent").toString());
    assertTrue(json().get("variables").isNull());
  }

  @Test
  void anythingElseIsRefusedInOneLine() {
    assertEquals(2, inspect(folder.toString()));
    assertEquals(
        "dreamer inspect: "
            + folder
            + ": holds no file 'checkpoint' that names one; name a checkpoint itself",
        err.toString().strip());
  }

  private void save(Path prefix) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TString> names =
          tf.constantOf(
              TString.vectorOf(
                  "global_step",
                  "graph/encoder/conv2d/bias",
                  "graph/encoder/conv2d/kernel",
                  "graph/graph/rnn/dense/model",
                  "note"));
      Operand<TString> slices = tf.constantOf(TString.vectorOf("", "", "", "", ""));
      float infinity = Float.POSITIVE_INFINITY;
      List<Operand<?>> values =
          List.of(
              tf.constant(1000L),
              tf.constant(new float[] {Float.NaN, 1}),
              tf.constant(new float[][] {{-0.5f, 0, 1, 1}}),
              tf.constant(new float[] {infinity, -infinity}),
              tf.constantOf(TString.vectorOf("made", "here")));
      Op save = tf.train.save(tf.constant(prefix.toString()), names, slices, values);
      session.runner().addTarget(save.op()).run().close();
    }
  }

  private void episode(String name, double... rewards) throws IOException {
    float[] actions = new float[2 * rewards.length];
    Arrays.fill(actions, 0.25f);
    Map<String, Array> arrays = new LinkedHashMap<>();
    arrays.put("action", new Array.Float32(new int[] {rewards.length, 2}, actions));
    arrays.put("reward", new Array.Float64(new int[] {rewards.length}, rewards));
    Npz.write(folder.resolve(name), arrays);
  }

  private static void savedModel(Path directory, String signature) throws IOException {
    TensorShapeProto.Builder image = TensorShapeProto.newBuilder();
    for (long size : new long[] {-1, 64, 64, 3}) {
      image.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    TensorInfo in =
        TensorInfo.newBuilder()
            .setName("image:0")
            .setDtype(DataType.DT_UINT8)
            .setTensorShape(image)
            .build();
    TensorInfo action =
        TensorInfo.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true))
            .build();
    SignatureDef act =
        SignatureDef.newBuilder()
            .setMethodName("tensorflow/serving/predict")
            .putInputs("image", in)
            .putOutputs("action", action)
            .build();
    MetaGraphDef graph =
        MetaGraphDef.newBuilder()
            .setMetaInfoDef(
                MetaGraphDef.MetaInfoDef.newBuilder()
                    .addTags("serve")
                    .setTensorflowVersion("2.18.0"))
            .putSignatureDef(signature, act)
            .build();
    SavedModel model =
        SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(graph).build();
    Files.createDirectories(directory);
    Files.write(directory.resolve("saved_model.pb"), model.toByteArray());
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  private int inspect(String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "inspect";
    System.arraycopy(options, 0, args, 1, options.length);
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
