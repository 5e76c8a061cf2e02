package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dreamer4j.models.checkpoint.SavedModelFile.Graph;
import org.dreamer4j.models.checkpoint.SavedModelFile.Port;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

class SavedModelFileTest {
  @TempDir Path folder;

  @Test
  void whatTensorFlowWritesIsRead() throws IOException {
    try (org.tensorflow.Graph graph = new org.tensorflow.Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> in =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, 3)));
      Signature signature =
          Signature.builder()
              .key("double")
              .methodName("tensorflow/serving/predict")
              .input("x", in)
              .output("y", tf.math.add(in, in))
              .build();
      SavedModelBundle.exporter(folder.toString())
          .withTags("serve")
          .withSession(session)
          .withSignature(signature)
          .export();
    }
    SavedModelFile model = SavedModelFile.read(folder);
    assertFalse(model.hasVariables());
    Graph graph = model.graphs().get(0);
    assertEquals(List.of("serve"), graph.tags());
    assertTrue(graph.nodes() >= 2);
    SavedModelFile.Signature signature = graph.signatures().get("double");
    assertEquals("tensorflow/serving/predict", signature.method());
    assertEquals(
        new Port("Placeholder:0", "float32", List.of(-1L, 3L)), signature.inputs().get("x"));
    assertEquals("float32", signature.outputs().get("y").dtype());
  }

  @Test
  void signaturesComeByNameAndShapesOfAnyRankHaveNone() throws IOException {
    write(
        graph("z", TensorInfo.newBuilder().setDtype(DataType.DT_STRING).setTensorShape(anyRank())),
        graph("a", TensorInfo.newBuilder().setDtype(DataType.DT_HALF)));
    SavedModelFile model = SavedModelFile.read(folder);
    assertEquals(2, model.graphs().size());
    Port z = model.graphs().get(0).signatures().get("z").inputs().get("x");
    assertEquals("string", z.dtype());
    assertNull(z.shape());
    Port a = model.graphs().get(1).signatures().get("a").inputs().get("x");
    assertEquals(new Port("", "float16", List.of()), a);
  }

  @Test
  void aFolderWithoutTheFileAndAFileWithoutAGraphAreRefused() throws IOException {
    Path file = folder.resolve("saved_model.pb");
    assertEquals(file + ": is missing; the folder is no SavedModel", refused());
    Files.write(file, new byte[0]);
    assertEquals(file + ": is no SavedModel: it holds no graph", refused());
    Files.write(file, new byte[] {0x12, -1, -1, -1, 0x7f});
    assertTrue(refused().startsWith(file + ": is no whole SavedModel ("), refused());
  }

  @Test
  void aTruncatedFileIsReadOrRefusedInOneLine() throws IOException {
    write(graph("act", TensorInfo.newBuilder().setName("x:0").setDtype(DataType.DT_FLOAT)));
    byte[] whole = Files.readAllBytes(folder.resolve("saved_model.pb"));
    for (int length = 0; length < whole.length; length++) {
      Files.write(folder.resolve("saved_model.pb"), Arrays.copyOf(whole, length));
      refused();
    }
  }

  @Test
  void namesThatWouldSpoilATerminalAreRefused() throws IOException {
    write(graph("act\u001b[2J", TensorInfo.newBuilder()));
    assertTrue(refused().contains("'act?[2J' is a name with control characters"), refused());
  }

  private String refused() {
    String message =
        assertThrows(CheckpointFormatException.class, () -> SavedModelFile.read(folder))
            .getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static TensorShapeProto.Builder anyRank() {
    return TensorShapeProto.newBuilder().setUnknownRank(true);
  }

  private static MetaGraphDef graph(String name, TensorInfo.Builder input) {
    SignatureDef signature = SignatureDef.newBuilder().putInputs("x", input.build()).build();
    return MetaGraphDef.newBuilder().putSignatureDef(name, signature).build();
  }

  private void write(MetaGraphDef... graphs) throws IOException {
    SavedModel model = SavedModel.newBuilder().addAllMetaGraphs(List.of(graphs)).build();
    Files.write(folder.resolve("saved_model.pb"), model.toByteArray());
  }
}
