package org.dreamer4j.cli.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.core.MetricSink;

/**
 * Appends figures to a file, one JSON object a line: {@code step} (envSteps), {@code time} (seconds
 * since the epoch) and the figures under danijar/dreamer's names, e.g. {@code train/return} or
 * {@code model_loss}. A figure that is not finite is written as {@code null}.
 *
 * <p>Every line goes to the file in one write. What a killed process left of a last line is cut off
 * when the file is opened, so that every line of the file is whole.
 */
public final class JsonLinesSink implements MetricSink {
  /** Key of the simulator frames collected for training. */
  public static final String STEP = "step";

  /** Key of the wall-clock time. */
  public static final String TIME = "time";

  private static final int CHUNK_BYTES = 4096;

  private final ObjectMapper json =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  private final FileChannel channel;
  private final InstantSource clock;

  /**
   * Opens the file at its end, making it if it is missing.
   *
   * @param clock gives the time of each line
   * @throws IOException if the file cannot be opened or mended
   */
  public JsonLinesSink(Path file, InstantSource clock) throws IOException {
    this.clock = clock;
    mend(file);
    // Whoever else may write here, lines follow one another.
    this.channel = FileChannel.open(file, StandardOpenOption.APPEND);
  }

  /** Makes the file if it is missing, and takes off a last line that was not finished. */
  private static void mend(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.truncate(endOfLastLine(channel));
    }
  }

  @Override
  public synchronized void write(long envSteps, Map<String, Double> values) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(STEP, envSteps);
    line.put(TIME, BigDecimal.valueOf(clock.millis(), 3));
    values.forEach((key, value) -> line.put(key, Double.isFinite(value) ? number(value) : null));
    try {
      byte[] bytes = (json.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write metrics: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close metrics: " + e.getMessage(), e);
    }
  }

  private static Number number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? (Number) (long) value : (Number) value;
  }

  private static long endOfLastLine(FileChannel channel) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    for (long end = channel.size(); end > 0; end -= chunk.limit()) {
      long start = Math.max(0, end - CHUNK_BYTES);
      chunk.clear().limit((int) (end - start));
      int read = chunk.limit();
      while (chunk.hasRemaining() && read >= 0) {
        read = channel.read(chunk, start + chunk.position());
      }
      for (int i = chunk.limit() - 1; i >= 0; i--) {
        if (chunk.get(i) == '\n') {
          return start + i + 1;
        }
      }
    }
    return 0;
  }
}
