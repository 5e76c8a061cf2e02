package org.dreamer4j.jmh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.TemporaryFolder;
import org.dreamer4j.replay.npz.Npz;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Writing and reading the file of one episode. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class NpzBenchmark {
  private TemporaryFolder folder;
  private Path stored;
  private Path written;
  private Map<String, Array> episode = Map.of();

  /** Simulates the episode. */
  @Setup
  public void prepare() throws IOException {
    folder = TemporaryFolder.create("dreamer-jmh");
    stored = folder.path().resolve("stored.npz");
    written = folder.path().resolve("written.npz");
    episode = Recorded.episode(0).arrays();
    Npz.write(stored, episode);
  }

  /** Writes it. */
  @Benchmark
  public void write() throws IOException {
    Npz.write(written, episode);
  }

  /** Reads it. */
  @Benchmark
  public Map<String, Array> read() throws IOException {
    return Npz.read(stored);
  }

  /** Removes the files. */
  @TearDown
  public void close() throws IOException {
    folder.close();
  }
}
