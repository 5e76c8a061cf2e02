package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dreamer4j.core.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** Bundles that TensorFlow writes. */
class TensorBundleTest {
  private static final float[] VALUES = {1.5f, -2, 0};

  @TempDir Path folder;

  @Test
  void everyTypeIsReadOrRefusedByName() throws IOException {
    save(
        "types",
        List.of("bf", "bool", "double", "float", "half", "int", "long", "text", "uint"),
        tf -> {
          Operand<?>[] all = {
            tf.dtypes.cast(tf.constant(VALUES), TBfloat16.class),
            tf.dtypes.cast(tf.constant(VALUES), TBool.class),
            tf.constant(new double[] {Math.PI}),
            tf.constant(VALUES),
            tf.dtypes.cast(tf.constant(VALUES), TFloat16.class),
            tf.dtypes.cast(tf.constant(VALUES), TInt32.class),
            tf.constant(1L << 40),
            strings(tf, "a", "bc"),
            tf.dtypes.cast(tf.constant(new int[] {0, 255}), TUint8.class)
          };
          return List.of(all);
        });
    try (WeightFile file = WeightFiles.open(folder.resolve("types"))) {
      assertEquals(
          "bfloat16 bool float64 float32 float16 int32 int64 string uint8",
          file.tensors().stream().map(StoredTensor::dtype).collect(Collectors.joining(" ")));
      assertTrue(file.isReadable("bf"));
      assertArrayEquals(VALUES, ((Array.Float32) file.read("bf")).data());
      assertArrayEquals(new boolean[] {true, true, false}, ((Array.Bool) file.read("bool")).data());
      assertArrayEquals(new double[] {Math.PI}, ((Array.Float64) file.read("double")).data());
      assertArrayEquals(VALUES, ((Array.Float32) file.read("float")).data());
      assertArrayEquals(VALUES, ((Array.Float32) file.read("half")).data());
      assertArrayEquals(new int[] {1, -2, 0}, ((Array.Int32) file.read("int")).data());
      assertArrayEquals(new long[] {1L << 40}, ((Array.Int64) file.read("long")).data());
      assertArrayEquals(new byte[] {0, -1}, ((Array.Uint8) file.read("uint")).data());
      assertRefused(file, "text", "elements of type string are not read");
      assertRefused(file, "none", "there is no such variable");
    }
  }

  @Test
  void severalShardsAreRead() throws IOException {
    save("a", List.of("first"), tf -> List.of(tf.constant(VALUES)));
    save("b", List.of("second"), tf -> List.of(tf.constant(7L)));
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TString> parts =
          strings(tf, folder.resolve("a").toString(), folder.resolve("b").toString());
      Operand<TString> whole = tf.constant(folder.resolve("whole").toString());
      Op merge = tf.train.mergeV2Checkpoints(parts, whole);
      session.runner().addTarget(merge.op()).run().close();
    }
    Path second = folder.resolve("whole.data-00001-of-00002");
    try (WeightFile file = WeightFiles.open(second)) {
      assertEquals(folder.resolve("whole"), file.path());
      assertArrayEquals(VALUES, file.read("first").toFloats());
      assertEquals(7, file.read("second").get(0));
    }
    Files.delete(second);
    CheckpointFormatException e =
        assertThrows(
            CheckpointFormatException.class, () -> WeightFiles.open(folder.resolve("whole")));
    assertEquals(second + ", variable 'second': its data file is missing", e.getMessage());
  }

  @Test
  void partitionedVariablesAreListedAndRefusedByName() throws IOException {
    save(
        "sliced",
        List.of("part", "part", "whole"),
        List.of("3 2 0,1:-", "3 2 1,2:-", ""),
        tf ->
            List.of(
                tf.constant(new float[][] {{1, 2}}),
                tf.constant(new float[][] {{3, 4}, {5, 6}}),
                tf.constant(VALUES)));
    try (WeightFile file = WeightFiles.open(folder.resolve("sliced"))) {
      assertEquals(
          List.of(
              new StoredTensor("part", "float32", List.of(3L, 2L), 24),
              new StoredTensor("whole", "float32", List.of(3L), 12)),
          file.tensors());
      assertRefused(file, "part", "is partitioned into slices, which are not read");
      assertArrayEquals(VALUES, file.read("whole").toFloats());
    }
  }

  @Test
  void anIndexOfManyBlocksIsRead() throws IOException {
    List<String> names =
        Stream.iterate(0, i -> i + 1)
            .limit(3000)
            .map(i -> String.format("model/%05d/%s", i, "long".repeat(30)))
            .toList();
    save("many", names, tf -> Collections.nCopies(3000, tf.constant(1f)));
    assertTrue(Files.size(folder.resolve("many.index")) > 100_000);
    try (WeightFile file = WeightFiles.open(folder.resolve("many"))) {
      assertEquals(names, file.tensors().stream().map(StoredTensor::name).toList());
      assertEquals(1, file.read(names.get(2999)).get(0));
    }
  }

  @Test
  void aClosedBundleIsNotRead() throws IOException {
    WeightFile file = WeightFiles.open(new SmallBundle().write(folder.resolve("small")));
    assertEquals(1000, file.read("global_step").get(0));
    file.close();
    assertThrows(IllegalStateException.class, () -> file.read("global_step"));
  }

  private static void assertRefused(WeightFile file, String name, String problem) {
    assertFalse(file.isReadable(name));
    CheckpointFormatException e =
        assertThrows(CheckpointFormatException.class, () -> file.read(name));
    assertEquals(file.path() + ", variable '" + name + "': " + problem, e.getMessage());
  }

  private interface Values {
    List<? extends Operand<?>> in(Ops tf);
  }

  private void save(String prefix, List<String> names, Values values) {
    save(prefix, names, Collections.nCopies(names.size(), ""), values);
  }

  private void save(String prefix, List<String> names, List<String> slices, Values values) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      List<Operand<?>> tensors = List.copyOf(values.in(tf));
      Op save =
          tf.train.save(
              tf.constant(folder.resolve(prefix).toString()),
              strings(tf, names.toArray(String[]::new)),
              strings(tf, slices.toArray(String[]::new)),
              tensors);
      session.runner().addTarget(save.op()).run().close();
    }
  }

  private static Operand<TString> strings(Ops tf, String... values) {
    return tf.constantOf(TString.vectorOf(values));
  }
}
