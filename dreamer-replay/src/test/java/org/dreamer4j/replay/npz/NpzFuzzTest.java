package org.dreamer4j.replay.npz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.ElementType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files end in a named exception, quickly and without much memory, or are read. */
@Timeout(300)
class NpzFuzzTest {
  private static final int MUTANTS = 10_000;

  /** Far more than a file of a few hundred bytes justifies, far less than what it may claim. */
  private static final long MOST_BYTES = 8 << 20;

  @TempDir Path folder;
  private int refused;
  private int read;

  @Test
  void damagedFilesAreRefusedOrRead() throws IOException {
    Path whole = folder.resolve("whole.npz");
    Npz.write(whole, arrays());
    byte[] bytes = Files.readAllBytes(whole);
    Mutants mutants = new Mutants(1);
    for (int i = 0; i < MUTANTS; i++) {
      tryToRead(mutants.of(bytes), i);
    }
    assertTrue(refused > MUTANTS / 2 && read > 10, refused + " refused, " + read + " read");
  }

  @Test
  void damagedArraysInAWholeZipAreRefusedOrRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Array array = arrays().get("action");
    out.writeBytes(NpyHeader.encode(NpyType.of(array), array.shape()));
    ElementType.encode(array, out);
    byte[] entry = out.toByteArray();
    Mutants mutants = new Mutants(2);
    for (int i = 0; i < MUTANTS; i++) {
      tryToRead(zip(mutants.of(entry)), i);
    }
    assertTrue(refused > MUTANTS / 2 && read > 10, refused + " refused, " + read + " read");
  }

  private void tryToRead(byte[] bytes, int mutant) throws IOException {
    Path file = folder.resolve("damaged" + mutant + ".npz");
    Files.write(file, bytes);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      Npz.list(file);
      Npz.read(file);
      Npz.read(file, "action");
      read++;
    } catch (NpzFormatException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      refused++;
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError("mutant " + mutant, e);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < MOST_BYTES, "mutant " + mutant + " allocated " + allocated);
    Files.delete(file);
  }

  private static byte[] zip(byte[] entry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("action.npy"));
      zip.write(entry);
    }
    return out.toByteArray();
  }

  private static Map<String, Array> arrays() {
    Map<String, Array> arrays = new LinkedHashMap<>();
    arrays.put("image", new Array.Uint8(new int[] {2, 4, 4, 3}, new byte[96]));
    arrays.put("action", new Array.Float32(new int[] {2, 2}, new float[] {0, 0, 0.5f, -1}));
    arrays.put("reward", new Array.Float64(new int[] {2}, new double[] {0, 1}));
    return arrays;
  }
}
