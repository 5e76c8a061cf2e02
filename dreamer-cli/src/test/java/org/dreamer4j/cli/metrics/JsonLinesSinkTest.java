package org.dreamer4j.cli.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_250L));

  @TempDir private Path folder;

  @Test
  void everyLineIsAnObjectWithStepTimeAndFigures() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    try (JsonLinesSink sink = new JsonLinesSink(file, CLOCK)) {
      sink.write(1000, Map.of("train/return", 12.5));
      sink.write(2000, Map.of("updates", 100.0));
    }
    assertEquals(
        List.of(
            "{\"step\":1000,\"time\":1700000000.250,\"train/return\":12.5}",
            "{\"step\":2000,\"time\":1700000000.250,\"updates\":100}"),
        Files.readAllLines(file));
  }

  @Test
  void figuresThatAreNotFiniteBecomeNull() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    try (JsonLinesSink sink = new JsonLinesSink(file, CLOCK)) {
      sink.write(1, Map.of("a", Double.NaN));
      sink.write(2, Map.of("a", Double.NEGATIVE_INFINITY));
      sink.write(3, Map.of("a", 4.0));
    }
    MetricsFile read = MetricsFile.read(file);
    assertTrue(read.lines().get(0).get("a").isNull());
    assertTrue(read.lines().get(1).get("a").isNull());
    assertEquals(List.of(4.0), read.series("a").values());
    assertEquals(List.of(3.0), read.series("a").envSteps());
  }

  @Test
  void nobodysLinesAreOverwritten() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    try (JsonLinesSink one = new JsonLinesSink(file, CLOCK);
        JsonLinesSink other = new JsonLinesSink(file, CLOCK)) {
      one.write(1, Map.of("a", 1.0));
      other.write(2, Map.of("a", 2.0));
      one.write(3, Map.of("a", 3.0));
    }
    assertEquals(List.of(1.0, 2.0, 3.0), MetricsFile.read(file).series("a").values());
  }

  @Test
  void tornLastLineIsCutOffAndWritingGoesOn() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    Files.writeString(file, "{\"step\":1,\"a\":1}\n{\"step\":2,\"a");
    try (JsonLinesSink sink = new JsonLinesSink(file, CLOCK)) {
      sink.write(3, Map.of("a", 3.0));
    }
    List<JsonNode> lines = MetricsFile.read(file).lines();
    assertEquals(2, lines.size());
    assertEquals(1, lines.get(0).get("step").asInt());
    assertEquals(3, lines.get(1).get("step").asInt());
  }

  @Test
  void tornLineLongerThanAReadIsCutOff() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    Files.writeString(file, "{\"step\":1}\n" + "x".repeat(10_000));
    new JsonLinesSink(file, CLOCK).close();
    assertEquals("{\"step\":1}\n", Files.readString(file));
  }

  @Test
  void fileOfOneTornLineBecomesEmpty() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    Files.writeString(file, "{\"ste");
    new JsonLinesSink(file, CLOCK).close();
    assertEquals(0, Files.size(file));
  }
}
