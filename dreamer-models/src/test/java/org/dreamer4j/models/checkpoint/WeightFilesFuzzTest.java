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
  private static final int AGENTS = 500;

  /**
   * Far more than files of one or two thousand bytes justify, far less than what they may claim.
   */
  private static final long MOST_BYTES = 8 << 20;

  private static final List<String> PICKLES =
      List.of("values_0", "values_2", "values_3", "values_4", "values_5", "nested");

  @TempDir Path folder;
  private int refused;
  private int read;
  private int told;

  private interface Use {
    void of(WeightFile file) throws IOException;
  }

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
  void agentsWithDamagedNamesAndShapesAreRefusedOrTold() throws IOException {
    Path golden = Fixtures.path("/golden/tf1_discrete_pcont/checkpoint_before");
    Path prefix = folder.resolve("agent");
    String data = ".data-00000-of-00001";
    Files.copy(golden.resolve("model.ckpt-1000" + data), folder.resolve("agent" + data));
    AgentMutants mutants = new AgentMutants(golden.resolve("model.ckpt-1000.index"), 4);
    Checkpoint.open(golden).close(); // loads classes, which is not to be counted below
    for (int i = 0; i < AGENTS; i++) {
      replace(TensorBundle.index(prefix), TableFile.of(mutants.next()));
      limited(prefix, i, this::tell);
    }
    assertTrue(refused > 100 && told > 50, refused + " refused, " + told + " told");
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
    limited(
        path,
        mutant,
        file -> {
          try {
            tell(file);
          } catch (CheckpointFormatException e) {
            requireOneLine(e);
          }
          for (StoredTensor tensor : file.tensors()) {
            TensorStatistics statistics = TensorStatistics.of(file.read(tensor.name()));
            assertEquals(tensor.elements(), statistics.elements());
          }
          read++;
        });
  }

  /** Tells the agent, as far as names and shapes go. */
  private void tell(WeightFile file) throws IOException {
    Checkpoint checkpoint = Checkpoint.of(file);
    checkpoint.match(checkpoint.config(), checkpoint.spec());
    checkpoint.parameters();
    told++;
  }

  private void limited(Path path, int mutant, Use use) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try (WeightFile file = WeightFiles.open(path)) {
      use.of(file);
    } catch (CheckpointFormatException e) {
      requireOneLine(e);
      refused++;
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError("mutant " + mutant + " of " + path, e);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < MOST_BYTES, "mutant " + mutant + " allocated " + allocated);
  }

  private static void requireOneLine(CheckpointFormatException e) {
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }
}
