package org.dreamer4j.jmh;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.TemporaryFolder;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.replay.EpisodeStore;
import org.dreamer4j.replay.Sampling;
import org.dreamer4j.replay.SequenceSampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Frames drawn into batches of 50 sequences of 50, from episodes in the cache. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SamplerBenchmark {
  private static final int SIZE = 50;
  private static final int EPISODES = 4;

  private TemporaryFolder folder;
  private SequenceSampler sampler;

  /** Simulates the episodes. */
  @Setup
  public void prepare() throws IOException {
    folder = TemporaryFolder.create("dreamer-jmh");
    EpisodeStore store = EpisodeStore.open(folder.path());
    for (int i = 0; i < EPISODES; i++) {
      store.append(Recorded.episode(i));
    }
    DreamerConfig config = DreamerConfig.resolve(Map.of("batch_shape", List.of(SIZE, SIZE)));
    try (Environment environment = Recorded.environment()) {
      sampler = new SequenceSampler(store, environment.spec(), Sampling.of(config.data(), 0));
    }
  }

  /** Draws a batch. */
  @Benchmark
  @OperationsPerInvocation(SIZE * SIZE)
  public Batch frames() throws IOException {
    return sampler.next();
  }

  /** Removes the files. */
  @TearDown
  public void close() throws IOException {
    folder.close();
  }
}
