package org.dreamer4j.cli.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.SessionLog;

class EventFileTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.250Z"));

  @TempDir private Path folder;

  @Test
  void tensorFlowReadsWhatWasWritten() throws IOException {
    write(0, 3);
    Events events = Events.in(folder);
    assertEquals(4, events.all().size());
    assertEquals("brain.Event:2", events.all().get(0).getFileVersion());
    Event last = events.all().get(3);
    assertEquals(3, last.getStep());
    assertEquals(1767323045.25, last.getWallTime());
    assertEquals("a/b", last.getSummary().getValue(0).getTag());
    assertEquals(1.5f, last.getSummary().getValue(0).getSimpleValue());
    String name = String.valueOf(Events.files(folder).get(0).getFileName());
    assertTrue(name.startsWith("events.out.tfevents.1767323045."), name);
  }

  @Test
  void recordThatWasCutShortEndsTheFile() throws IOException {
    write(0, 3);
    Path file = Events.files(folder).get(0);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
    Events events = Events.read(file);
    assertEquals(3, events.all().size());
    assertTrue(events.end().contains("truncated record"), events.end());
  }

  @Test
  void readerNoticesAChangedByte() throws IOException {
    write(0, 1);
    Path file = Events.files(folder).get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 6] ^= 1;
    Files.write(file, bytes);
    assertTrue(Events.read(file).end().contains("corrupted record"));
  }

  @Test
  void laterProcessWritesAnotherFileAndReplacesStepsAfterItsCheckpoint() throws IOException {
    write(0, 2);
    write(7, 1);
    List<Path> files = Events.files(folder);
    assertEquals(2, files.size());
    Event start = Events.read(files.get(1)).all().get(1);
    assertEquals(SessionLog.SessionStatus.START, start.getSessionLog().getStatus());
    assertEquals(8, start.getStep());
  }

  @Test
  void histogramCountsFiniteValuesInBucketsFromSmallestToLargest() {
    float[] values = {-1, -0.99f, 0.01f, 2, Float.NaN};
    HistogramProto histogram =
        Histogram.of("w", new Array.Float32(new int[] {5}, values)).getHisto();
    assertEquals(4, histogram.getNum());
    assertEquals(-1, histogram.getMin());
    assertEquals(2, histogram.getMax());
    assertEquals(0.02, histogram.getSum(), 1e-6);
    assertEquals(5.9802, histogram.getSumSquares(), 1e-6);
    assertEquals(30, histogram.getBucketCount());
    assertEquals(2, histogram.getBucket(0));
    assertEquals(-0.9, histogram.getBucketLimit(0), 1e-6);
    assertEquals(1, histogram.getBucket(10));
    assertEquals(1, histogram.getBucket(29));
    assertEquals(2, histogram.getBucketLimit(29));
  }

  @Test
  void histogramOfOneValueHasOneFullBucket() {
    HistogramProto histogram =
        Histogram.of("w", new Array.Float32(new int[] {2}, new float[2])).getHisto();
    assertEquals(2, histogram.getBucketList().stream().mapToDouble(count -> count).sum());
  }

  private void write(long begun, int events) throws IOException {
    try (EventFile file = EventFile.create(folder, CLOCK, begun)) {
      for (int i = 1; i <= events; i++) {
        file.add(begun + i, List.of(EventFile.scalar("a/b", i / 2.0)));
      }
    }
  }
}
