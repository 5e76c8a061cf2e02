package org.dreamer4j.models.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.SignatureDef;

/** A model that was exported with the tag train beside the same without. */
class TrainSignatureTest {
  @TempDir private static Path folder;
  private static Path with;
  private static Path without;

  @BeforeAll
  static void export() throws IOException {
    with = Exports.of(Kind.VECTORS, folder.resolve("with"), ExportSettings.DEFAULT.withTraining());
    without = Exports.of(Kind.VECTORS, folder.resolve("without"));
  }

  @Test
  void trainingOnOneBatchLowersItsLoss() {
    try (SavedModelBundle bundle = SavedModelBundle.load(with.toString(), "train")) {
      SignatureDef train = bundle.metaGraphDef().getSignatureDefOrThrow("train");
      assertEquals("tensorflow/serving/predict", train.getMethodName());
      Call batch = Call.random(train, 1, 3);
      List<Float> losses = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        losses.add(Floats.of(batch.run(bundle.session()).get("model_loss"))[0]);
      }
      double first = losses.subList(0, 10).stream().mapToDouble(x -> x).average().orElseThrow();
      double last = losses.subList(50, 60).stream().mapToDouble(x -> x).average().orElseThrow();
      assertTrue(last < first - 0.01, losses.toString());
    }
  }

  @Test
  void theGraphThatServesIsTheSameAndNeedsNothingOfTraining() throws IOException {
    assertEquals(2, Exports.read(with).getMetaGraphsCount());
    assertEquals(1, Exports.read(without).getMetaGraphsCount());
    assertEquals(Exports.serve(without), Exports.serve(with));
    Call call = Call.random(Exports.serve(with).getSignatureDefOrThrow("serving_default"), 2, 3);
    assertSame(run(without, call), run(with, call));
  }

  @Test
  void theStateOfTheOptimizersGoesAlongOnlyWithTraining() throws IOException {
    String data = "variables/variables.data-00000-of-00001";
    assertTrue(Files.size(with.resolve(data)) > 2.5 * Files.size(without.resolve(data)));
    assertTrue(names(with).contains("beta1_power"), "the powers of Adam");
    assertFalse(names(without).contains("beta1_power"));
    assertTrue(
        Files.readString(with.resolve("assets.extra/README.md")).contains("The tag `train` has"));
  }

  /**
   * The index's blocks are not compressed: names can be read, but for the beginnings they share.
   */
  private static String names(Path version) throws IOException {
    byte[] index = Files.readAllBytes(version.resolve("variables/variables.index"));
    return new String(index, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static Map<String, byte[]> run(Path version, Call call) {
    try (SavedModelBundle bundle = SavedModelBundle.load(version.toString(), "serve")) {
      return call.run(bundle.session());
    }
  }

  private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));
    assertFalse(Arrays.equals(expected.get("action"), new byte[16]));
  }
}
