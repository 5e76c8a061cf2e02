package org.dreamer4j.cli.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
  @TempDir private Path folder;

  @Test
  void lineThatIsBeingWrittenIsPassedOver() throws IOException {
    Path file = folder.resolve("m.jsonl");
    Files.writeString(file, "{\"step\":1,\"a\":1}\n{\"step\":2,\"a\":2}");
    assertEquals(List.of(1.0), MetricsFile.read(file).series("a").values());
  }

  @Test
  void linesThatAreNoFiguresArePassedOver() throws IOException {
    Path file = folder.resolve("m.jsonl");
    Files.writeString(
        file, "{\"step\":1,\"a\":1}\n{\"step\":\n{\"a\":3}\n\n{\"step\":4,\"a\":4}\n");
    MetricsFile read = MetricsFile.read(file);
    assertEquals(List.of(1.0, 4.0), read.series("a").values());
    assertEquals(List.of(2, 3, 4), read.unreadable());
  }

  @Test
  void linesThatAreNoTextArePassedOver() throws IOException {
    Path file = folder.resolve("m.jsonl");
    byte[] bytes = "{\"step\":1,\"a\":1}\n{\"step\":2,\"b?\":2}\n".getBytes(StandardCharsets.UTF_8);
    bytes[new String(bytes, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xff;
    Files.write(file, bytes);
    MetricsFile read = MetricsFile.read(file);
    assertEquals(1, read.lines().size());
    assertEquals(List.of(2), read.unreadable());
  }

  @Test
  void runningMeanTakesOnlyTheLastValues() {
    var series = new MetricsFile.Series(List.of(1.0, 2.0, 3.0, 4.0), List.of(1.0, 3.0, 5.0, 13.0));
    assertEquals(List.of(1.0, 2.0, 4.0, 9.0), series.smoothed(2).values());
  }

  @Test
  void stepsOfASeriesNeverFall() throws IOException {
    Path file = folder.resolve("m.jsonl");
    Files.writeString(file, "{\"step\":5,\"a\":1}\n{\"step\":3,\"a\":2}\n{\"step\":6,\"a\":3}\n");
    assertEquals(List.of(5.0, 5.0, 6.0), MetricsFile.read(file).series("a").envSteps());
  }

  @Test
  void returnsOfSeveralTasksAreToldApart() throws IOException {
    Path file = folder.resolve("m.jsonl");
    Files.writeString(
        file,
        """
        {"step":1,"train_main_cup_catch/return":1,"train_main_cup_catch/length":9}
        {"step":2,"train_main_walker_run/return":2}
        {"step":3,"test_main_cup_catch/return":3}
        {"step":4,"train_more_cup_catch/return":4}
        """);
    MetricsFile read = MetricsFile.read(file);
    assertEquals(List.of(1.0, 4.0), read.returns("train", "cup_catch").values());
    assertEquals(List.of(2.0), read.returns("train", "walker_run").values());
    assertEquals(List.of(1.0, 2.0, 4.0), read.returns("train").values());
    assertEquals(List.of(3.0), read.returns("test", "cup_catch").values());
    assertEquals(List.of(), read.returns("test", "walker_run").values());
  }

  @Test
  void returnsOfOneTaskNeedNoName() throws IOException {
    Path file = folder.resolve("m.jsonl");
    Files.writeString(file, "{\"step\":1,\"train/return\":1}\n{\"step\":2,\"test/return\":2}\n");
    MetricsFile read = MetricsFile.read(file);
    assertEquals(List.of(1.0), read.returns("train", "cup_catch").values());
    assertEquals(List.of(2.0), read.returns("test").values());
  }
}
