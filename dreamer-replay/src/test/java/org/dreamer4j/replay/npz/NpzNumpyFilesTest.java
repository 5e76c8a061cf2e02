package org.dreamer4j.replay.npz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dreamer4j.core.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy wrote, see make_fixtures.py beside them. */
class NpzNumpyFilesTest {
  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void everySupportedTypeIsRead(String name) throws IOException {
    Map<String, Array> arrays = Npz.read(fixture(name));
    assertEquals(
        List.of("u1", "b1", "f2", "f4", "f8", "i4", "i8", "scalar", "empty"),
        List.copyOf(arrays.keySet()));
    Array.Uint8 bytes = assertInstanceOf(Array.Uint8.class, arrays.get("u1"));
    assertArrayEquals(new int[] {2, 3}, bytes.shape());
    assertArrayEquals(new byte[] {-6, -5, -4, -3, -2, -1}, bytes.data());
    Array.Bool bools = assertInstanceOf(Array.Bool.class, arrays.get("b1"));
    assertArrayEquals(new boolean[] {true, false, true}, bools.data());
    Array.Float32 floats = assertInstanceOf(Array.Float32.class, arrays.get("f4"));
    assertArrayEquals(new int[] {2, 1}, floats.shape());
    assertArrayEquals(new float[] {1.5f, -0.1f}, floats.data());
    Array.Float64 doubles = assertInstanceOf(Array.Float64.class, arrays.get("f8"));
    assertArrayEquals(new double[] {0.1, -1e300, Double.NaN}, doubles.data());
    Array.Int32 ints = assertInstanceOf(Array.Int32.class, arrays.get("i4"));
    assertArrayEquals(new int[] {Integer.MIN_VALUE, 7}, ints.data());
    Array.Int64 longs = assertInstanceOf(Array.Int64.class, arrays.get("i8"));
    assertArrayEquals(new int[] {2, 1, 1}, longs.shape());
    assertArrayEquals(new long[] {Long.MIN_VALUE, 1L << 40}, longs.data());
  }

  @Test
  void halfPrecisionBecomesSinglePrecisionExactly() throws IOException {
    Array.Float32 halves =
        assertInstanceOf(Array.Float32.class, Npz.read(fixture("deflated.npz")).get("f2"));
    float third = 0x1.554p-2f;
    float inf = Float.POSITIVE_INFINITY;
    assertArrayEquals(
        new float[] {0, -0f, 1, -2, 65504, 0x1p-24f, 0x1p-14f, third, inf, -inf, Float.NaN},
        halves.data());
  }

  @Test
  void scalarsAndEmptyArraysKeepTheirShapes() throws IOException {
    Map<String, Array> arrays = Npz.read(fixture("deflated.npz"));
    assertArrayEquals(new int[0], arrays.get("scalar").shape());
    assertEquals(2.5, arrays.get("scalar").get(0));
    assertArrayEquals(new int[] {0, 5}, arrays.get("empty").shape());
    assertEquals(0, arrays.get("empty").size());
  }

  @Test
  void fortranOrderIsTransposedToCOrder() throws IOException {
    Map<String, Array> arrays = Npz.read(fixture("fortran.npz"));
    assertArrayEquals(new int[] {2, 3, 4}, arrays.get("cube").shape());
    assertArrayEquals(count(24), arrays.get("cube").toFloats());
    assertArrayEquals(new int[] {3, 4}, arrays.get("matrix").shape());
    assertArrayEquals(count(12), arrays.get("matrix").toFloats());
    assertArrayEquals(count(4), arrays.get("vector").toFloats());
  }

  @Test
  void allFormatVersionsAreReadFromZip64Entries() throws IOException {
    Map<String, Array> arrays = Npz.read(fixture("versions.npz"));
    for (String key : List.of("v1", "v2", "v3")) {
      assertArrayEquals(new int[] {2, 3, 4}, arrays.get(key).shape(), key);
      assertArrayEquals(count(24), arrays.get(key).toFloats(), key);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "big_endian.npz, big-endian dtype '>f4'",
    "structured.npz, structured dtypes",
    "object.npz, dtype '|O' is not supported",
    "unsigned.npz, dtype '<u2' is not supported",
    "not_an_array.npz, no NumPy array",
    "path.npz, is not the name of an array",
    "text.npz, is not the name of an array",
    "twice.npz, occurs twice",
  })
  void whatIsNotSupportedIsRefusedByName(String name, String message) {
    NpzFormatException e = assertThrows(NpzFormatException.class, () -> Npz.read(fixture(name)));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(e.getMessage().contains(name), e.getMessage());
  }

  @Test
  void headersAreListedWithTheTypesOfTheFile() throws IOException {
    List<NpzEntry> entries = Npz.list(fixture("deflated.npz"));
    assertEquals(
        List.copyOf(Npz.read(fixture("deflated.npz")).keySet()),
        entries.stream().map(NpzEntry::key).toList());
    assertTrue(entries.contains(new NpzEntry("f2", "float16", List.of(11), 22)), "" + entries);
    assertTrue(entries.contains(new NpzEntry("f4", "float32", List.of(2, 1), 8)));
    assertTrue(entries.contains(new NpzEntry("empty", "float32", List.of(0, 5), 0)));
    assertThrows(NpzFormatException.class, () -> Npz.list(fixture("structured.npz")));
  }

  @Test
  void oneArrayIsReadByItsKey() throws IOException {
    assertArrayEquals(
        new float[] {1.5f, -0.1f}, Npz.read(fixture("deflated.npz"), "f4").toFloats());
    NpzFormatException e =
        assertThrows(NpzFormatException.class, () -> Npz.read(fixture("deflated.npz"), "reward"));
    assertTrue(e.getMessage().endsWith("deflated.npz: has no array 'reward'"), e.getMessage());
  }

  private static float[] count(int size) {
    float[] out = new float[size];
    IntStream.range(0, size).forEach(i -> out[i] = i);
    return out;
  }

  private static Path fixture(String name) {
    try {
      return Path.of(NpzNumpyFilesTest.class.getResource("/npz/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
