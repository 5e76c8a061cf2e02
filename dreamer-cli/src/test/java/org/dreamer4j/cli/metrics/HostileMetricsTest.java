package org.dreamer4j.cli.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of strangers: what is none is passed over, soon and with little memory. */
@Timeout(60)
class HostileMetricsTest {
  private static final String GOOD = "{\"step\":10,\"train/return\":1.5}\n";
  private static final int MUTANTS = 2000;

  @TempDir private Path folder;

  private MetricsFile read(String text) throws IOException {
    Path file = folder.resolve(MetricsFile.NAME);
    Files.writeString(file, text);
    return MetricsFile.read(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[", "{\"step\":", "{\"step\":1,\"a\":[", "\"", "9", "-", "\\u0000", "{\"a\":{"})
  void aLineWithoutEndIsPassedOver(String step) throws IOException {
    for (int times : new int[] {5_000, 1_000_000}) {
      MetricsFile file = read(GOOD + step.repeat(times) + "\n" + GOOD);
      assertEquals(List.of(2), file.unreadable());
      assertEquals(List.of(1.5, 1.5), file.series("train/return").values());
    }
  }

  @Test
  void numbersBeyondAllMeasureAreNoPointsOfACurve() throws IOException {
    MetricsFile file =
        read(
            """
            {"step":1e999999999,"a":1}
            {"step":-5,"a":1e999999999}
            {"step":5,"a":-1e999999999}
            {"step":6,"a":1e-999999999}
            {"step":7,"a":[1,2]}
            {"step":8,"a":2}
            """);
    MetricsFile.Series series = file.series("a");
    series.envSteps().forEach(step -> assertTrue(Double.isFinite(step), series.toString()));
    series.values().forEach(value -> assertTrue(Double.isFinite(value), series.toString()));
    assertEquals(2.0, series.values().get(series.values().size() - 1));
  }

  @Test
  void aFileBeyondAllMeasureIsRefusedUnread() throws IOException {
    Path file = folder.resolve("huge.jsonl");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(8L << 30);
    }
    IOException e = assertThrows(IOException.class, () -> MetricsFile.read(file));
    assertTrue(e.getMessage().startsWith(file + " is longer than "), e.getMessage());
  }

  @Test
  void moreLinesThanAnyTrainingHasAreRefused() {
    assertRefused("{\"step\":1}\n".repeat(1_000_001));
  }

  @Test
  void moreFiguresThanAnyTrainingHasAreRefused() {
    StringBuilder line = new StringBuilder("{\"step\":1");
    for (int i = 0; i < 10_000; i++) {
      line.append(",\"").append(i).append("\":1");
    }
    assertRefused(line.append("}\n").toString().repeat(400));
  }

  private void assertRefused(String text) {
    IOException e = assertThrows(IOException.class, () -> read(text));
    assertTrue(
        e.getMessage()
            .endsWith(" has more than 1000000 lines or 4000000 figures, which no training writes"),
        e.getMessage());
  }

  @Test
  void listsInALineAreNotKept() throws IOException {
    MetricsFile file =
        read("{\"step\":1,\"a\":[" + "1,".repeat(100_000) + "1],\"b\":{},\"c\":2}\n");
    assertEquals(List.of(2.0), file.series("c").values());
    assertEquals(2, file.lines().get(0).size());
  }

  @Test
  void damagedLinesArePassedOverOrRead() throws IOException {
    byte[] whole = GOOD.repeat(20).getBytes(StandardCharsets.UTF_8);
    SplittableRandom random = new SplittableRandom(8);
    Path path = folder.resolve("damaged.jsonl");
    int unreadable = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = whole.clone();
      for (int left = random.nextInt(1, 6); left > 0; left--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      Files.write(path, mutant);
      MetricsFile file = MetricsFile.read(path);
      unreadable += file.unreadable().size();
      assertTrue(file.lines().size() >= 12, "the others are read");
      file.series("train/return").values().forEach(value -> assertTrue(Double.isFinite(value)));
    }
    assertTrue(unreadable > MUTANTS, unreadable + " lines");
  }
}
