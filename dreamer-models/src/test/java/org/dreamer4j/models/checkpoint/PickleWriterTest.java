package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dreamer4j.core.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PickleWriterTest {
  private static final List<Array> ARRAYS =
      List.of(
          new Array.Int64(new int[0], new long[] {4096}),
          new Array.Float32(new int[] {2, 3}, new float[] {-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f}),
          new Array.Float64(new int[] {2}, new double[] {Double.NaN, Math.PI}),
          new Array.Int32(new int[] {1, 1, 2}, new int[] {-7, Integer.MAX_VALUE}),
          new Array.Int64(new int[] {1}, new long[] {Long.MIN_VALUE}),
          new Array.Uint8(new int[] {3}, new byte[] {0, 127, -1}),
          new Array.Bool(new int[] {2}, new boolean[] {true, false}),
          new Array.Float32(new int[] {0, 3}, new float[0]));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path path = write(ARRAYS);
    try (WeightFile file = WeightFiles.open(path)) {
      assertEquals(ARRAYS.size(), file.tensors().size());
      for (int i = 0; i < ARRAYS.size(); i++) {
        Array expected = ARRAYS.get(i);
        Array actual = file.read(Integer.toString(i));
        assertEquals(expected.getClass(), actual.getClass());
        assertArrayEquals(expected.shape(), actual.shape());
        for (int j = 0; j < expected.size(); j++) {
          assertEquals(expected.get(j), actual.get(j));
        }
      }
    }
  }

  @Test
  void noArraysMakeAnEmptyTuple() throws IOException {
    Path path = write(List.of());
    assertArrayEquals(new byte[] {(byte) 0x80, 4, '(', 't', '.'}, Files.readAllBytes(path));
    try (WeightFile file = WeightFiles.open(path)) {
      assertEquals(List.of(), file.tensors());
    }
  }

  private Path write(List<Array> arrays) throws IOException {
    Path path = folder.resolve("variables.pkl");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      PickleWriter.write(out, arrays);
    }
    return path;
  }
}
