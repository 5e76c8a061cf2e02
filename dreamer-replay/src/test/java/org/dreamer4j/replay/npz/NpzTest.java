package org.dreamer4j.replay.npz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 9})
  void everyTypeAndShapeComesBackAsItWas(int level) throws IOException {
    Map<String, Array> arrays = everything();
    Path file = directory.resolve("x.npz");
    Npz.write(file, arrays, level);
    assertSameArrays(arrays, Npz.read(file));
  }

  @Test
  void keysOfNestedObservationsComeBack() throws IOException {
    Path file = directory.resolve("x.npz");
    Map<String, Array> arrays = Map.of("arm/angle", new Array.Int32(new int[] {1}, new int[] {5}));
    Npz.write(file, arrays);
    assertSameArrays(arrays, Npz.read(file));
  }

  @Test
  void theSameArraysGiveTheSameBytes() throws IOException {
    Path one = directory.resolve("one.npz");
    Path two = directory.resolve("two.npz");
    Npz.write(one, everything());
    Npz.write(two, everything());
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
  }

  @Test
  void headersAreAlignedAndReadableByNumPy() {
    byte[] encoded = NpyHeader.encode(NpyType.FLOAT32, new int[] {7});
    String header = new String(encoded, 10, 118, StandardCharsets.ISO_8859_1);
    assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (7,), }", header.strip());
    assertTrue(header.endsWith("\n"));
    for (int rank = 0; rank < 8; rank++) {
      assertEquals(0, NpyHeader.encode(NpyType.UINT8, new int[rank]).length % 64);
    }
  }

  @Test
  void aWriteReplacesTheOldFileAndLeavesNothingElse() throws IOException {
    Path file = directory.resolve("x.npz");
    Npz.write(file, everything());
    Npz.write(file, Map.of("y", new Array.Int32(new int[] {1}, new int[] {5})));
    assertEquals(5, Npz.read(file).get("y").get(0));
    assertEquals(List.of(file), list());
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = directory.resolve("x.npz");
    Npz.write(file, everything());
    IOException full = new IOException("disk full");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw full;
                    }));
    assertSame(full, e);
    assertSameArrays(everything(), Npz.read(file));
    assertEquals(List.of(file), list());
  }

  @Test
  void aPendingInterruptDoesNotSpoilAWrite() throws IOException {
    Path file = directory.resolve("x.npz");
    Thread.currentThread().interrupt();
    Npz.write(file, everything());
    assertTrue(Thread.interrupted());
    assertSameArrays(everything(), Npz.read(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "/b", "a//b", "../b", "a/..", "a\\b", "a\u0000b"})
  void keysThatCannotNameAnEntryAreRefused(String key) {
    Map<String, Array> arrays = Map.of(key, new Array.Int32(new int[0], new int[1]));
    assertThrows(
        IllegalArgumentException.class, () -> Npz.write(directory.resolve("x.npz"), arrays));
  }

  @Test
  void levelsOutOfRangeAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Npz.write(directory.resolve("x.npz"), Map.of(), 10));
  }

  @Test
  void aMissingFileIsNoFormatProblem() {
    assertThrows(NoSuchFileException.class, () -> Npz.read(directory.resolve("none.npz")));
  }

  private List<Path> list() throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }

  static Map<String, Array> everything() {
    Map<String, Array> arrays = new LinkedHashMap<>();
    arrays.put("image", new Array.Uint8(new int[] {2, 2}, new byte[] {0, 1, -1, 127}));
    arrays.put("flag", new Array.Bool(new int[] {2}, new boolean[] {true, false}));
    arrays.put("f4", new Array.Float32(new int[] {3}, new float[] {1.5f, Float.NaN, -0f}));
    arrays.put("f8", new Array.Float64(new int[] {1, 2}, new double[] {Math.PI, -1e-300}));
    arrays.put("i4", new Array.Int32(new int[] {2}, new int[] {Integer.MIN_VALUE, 3}));
    arrays.put("i8", new Array.Int64(new int[] {2}, new long[] {Long.MAX_VALUE, -1}));
    arrays.put("scalar", new Array.Float32(new int[0], new float[] {7}));
    arrays.put("empty", new Array.Float64(new int[] {0, 4}, new double[0]));
    arrays.put("long", new Array.Float32(new int[] {20_000}, new float[20_000]));
    arrays.put("ü key.with-marks", new Array.Int32(new int[] {1}, new int[] {1}));
    return arrays;
  }

  static void assertSameArrays(Map<String, Array> expected, Map<String, Array> actual) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    expected.forEach((key, array) -> assertSameArray(array, actual.get(key), key));
  }

  private static void assertSameArray(Array expected, Array actual, String key) {
    assertSame(expected.getClass(), actual.getClass(), key);
    assertArrayEquals(expected.shape(), actual.shape(), key);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), key);
    }
    if (expected instanceof Array.Int64 longs) {
      assertArrayEquals(longs.data(), ((Array.Int64) actual).data());
    }
  }
}
