package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dreamer4j.core.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pickles that Python and NumPy wrote; src/test/resources/pickle/make_fixtures.py says how. */
class PickledVariablesTest {
  private static final float[] GRID = {-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f};

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void everyProtocolIsReadWithEveryTypeAndOrder(int protocol) throws IOException {
    try (WeightFile file = open("values_" + protocol + ".pkl")) {
      assertEquals(15, file.tensors().size());
      assertEquals(new StoredTensor("0", "int64", List.of(), 8), file.tensors().get(0));
      assertEquals(new StoredTensor("2", "float32", List.of(2L, 3L), 24), file.tensors().get(2));
      assertEquals(new StoredTensor("5", "float16", List.of(3L), 6), file.tensors().get(5));
      assertEquals(new StoredTensor("10", "float32", List.of(0L, 3L), 0), file.tensors().get(10));
      assertEquals(4096, file.read("0").get(0));
      for (String grid : List.of("1", "2", "3", "14")) {
        assertArrayEquals(GRID, ((Array.Float32) file.read(grid)).data());
      }
      assertArrayEquals(
          new double[] {1.5, -2, Double.NaN, Double.POSITIVE_INFINITY},
          ((Array.Float64) file.read("4")).data());
      assertArrayEquals(new float[] {1.5f, -2, 65504}, ((Array.Float32) file.read("5")).data());
      assertArrayEquals(new int[] {-7, Integer.MAX_VALUE}, ((Array.Int32) file.read("6")).data());
      assertArrayEquals(new long[] {-7, 1L << 62}, ((Array.Int64) file.read("7")).data());
      assertArrayEquals(
          new byte[] {0, 127, (byte) 128, (byte) 255}, ((Array.Uint8) file.read("8")).data());
      assertArrayEquals(new boolean[] {true, false, true}, ((Array.Bool) file.read("9")).data());
      assertArrayEquals(new int[] {0, 3}, file.read("10").shape());
      assertEquals(0.25, assertInstanceOf(Array.Float32.class, file.read("11")).get(0));
      Array cube = file.read("12");
      assertArrayEquals(new int[] {2, 3, 4}, cube.shape());
      for (int i = 0; i < 24; i++) {
        assertEquals(i, cube.get(i));
      }
      assertArrayEquals(new int[0], file.read("13").shape());
    }
  }

  @Test
  void containersWithinContainersNameWhatIsInThem() throws IOException {
    try (WeightFile file = open("nested.pkl")) {
      assertEquals(
          List.of("actor/0", "actor/1/0", "actor/1/1", "step", "rate", "done"),
          file.tensors().stream().map(StoredTensor::name).toList());
      assertArrayEquals(GRID, file.read("actor/0").toFloats());
      assertArrayEquals(new float[] {-2.5f, -1.5f, -0.5f}, file.read("actor/1/1").toFloats());
      assertEquals(7, assertInstanceOf(Array.Int64.class, file.read("step")).get(0));
      assertEquals(0.5, assertInstanceOf(Array.Float64.class, file.read("rate")).get(0));
      assertEquals(0, assertInstanceOf(Array.Bool.class, file.read("done")).get(0));
    }
  }

  @Test
  void readOnlyArraysAreReadLikeOthers() throws IOException {
    try (WeightFile file = open("read_only_5.pkl")) {
      assertArrayEquals(GRID, file.read("0").toFloats());
      assertArrayEquals(GRID, file.read("1").toFloats());
    }
  }

  @Test
  void unknownNamesAndClosedFilesAreRefused() throws IOException {
    WeightFile file = open("nested.pkl");
    CheckpointFormatException e =
        assertThrows(CheckpointFormatException.class, () -> file.read("critic"));
    assertEquals(file.path() + ", variable 'critic': there is no such variable", e.getMessage());
    file.close();
    assertThrows(IllegalStateException.class, () -> file.read("step"));
  }

  private static WeightFile open(String name) throws IOException {
    Path path = Fixtures.path("/pickle/" + name);
    return WeightFiles.open(path);
  }
}
