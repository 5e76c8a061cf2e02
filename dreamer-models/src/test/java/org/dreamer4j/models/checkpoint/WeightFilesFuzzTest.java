package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files end in a named exception, quickly and without much memory, or are read. */
@Timeout(300)
class WeightFilesFuzzTest {
  private static final int MUTANTS = 10_000;

  /**
   * Far more than files of one or two thousand bytes justify, far less than what they may claim.
   */
  private static final long MOST_BYTES = 8 << 20;

  private static final List<String> PICKLES =
      List.of("values_0", "values_2", "values_3", "values_4", "values_5", "nested");

  @TempDir Path folder;
  private int refused;
  private int read;

  @Test
  void damagedIndexesAreRefusedOrRead() throws IOException {
    SmallBundle bundle = new SmallBundle();
    Path prefix = bundle.write(folder.resolve("bundle"));
    byte[] whole = TableFile.of(bundle.entries);
    byte[] block = TableFile.block(bundle.entries);
    Mutants mutants = new Mutants(1);
    for (int i = 0; i < MUTANTS; i++) {
      // Every other one with right checksums, or hardly any would get beyond them.
      boolean repaired = i % 2 == 1;
      byte[] index = repaired ? TableFile.around(mutants.of(block)) : mutants.of(whole);
      replace(TensorBundle.index(prefix), index);
      tryToRead(prefix, i);
    }
    assertTrue(refused > MUTANTS / 2 && read > 10, refused + " refused, " + read + " read");
  }

  @Test
  void damagedDataIsRefusedOrRead() throws IOException {
    SmallBundle bundle = new SmallBundle();
    Path prefix = bundle.write(folder.resolve("bundle"));
    Mutants mutants = new Mutants(2);
    for (int i = 0; i < MUTANTS; i++) {
      replace(folder.resolve("bundle.data-00000-of-00001"), mutants.of(bundle.data()));
      tryToRead(prefix, i);
    }
    assertTrue(refused > MUTANTS / 2 && read > 10, refused + " refused, " + read + " read");
  }

  @Test
  void damagedPicklesAreRefusedOrRead() throws IOException {
    List<byte[]> wholes = new ArrayList<>();
    for (String name : PICKLES) {
      wholes.add(Files.readAllBytes(Fixtures.path("/pickle/" + name + ".pkl")));
    }
    Path file = folder.resolve("damaged.pkl");
    Mutants mutants = new Mutants(3);
    for (int i = 0; i < MUTANTS; i++) {
      replace(file, mutants.of(wholes.get(i % wholes.size())));
      tryToRead(file, i);
    }
    assertTrue(refused > MUTANTS / 2 && read > 10, refused + " refused, " + read + " read");
  }

  /** Anew, since some file systems wait for the disk where a file is overwritten. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, bytes);
  }

  private void tryToRead(Path path, int mutant) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try (WeightFile file = WeightFiles.open(path)) {
      for (StoredTensor tensor : file.tensors()) {
        TensorStatistics statistics = TensorStatistics.of(file.read(tensor.name()));
        assertEquals(tensor.elements(), statistics.elements());
      }
      read++;
    } catch (CheckpointFormatException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      refused++;
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError("mutant " + mutant + " of " + path, e);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < MOST_BYTES, "mutant " + mutant + " allocated " + allocated);
  }
}
