package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long: {@code mvn verify -Psoak} runs it. */
@Tag("soak")
class ReplaySoakTest {
  private static final int EPISODES = 2000;
  private static final int ROWS = 501;
  private static final int BATCHES = 200;
  private static final int BYTES_OF_IMAGE = Spec.Image.RGB64.size();

  @TempDir private Path folder;

  /** A million images are 12.3 GB; the JVM of the tests has a heap of 2 GB. */
  @Test
  void aMillionFramesAreSampledWithAHeapOfTwoGigabytes() throws IOException {
    assertTrue(Runtime.getRuntime().maxMemory() <= 2L << 30, "the heap must be 2 GB");
    EpisodeStore store = EpisodeStore.open(folder);
    Path first = folder.resolve(store.append(episode()).name());
    for (int i = 1; i < EPISODES; i++) {
      String name = String.format("20260101T000000-%032x-%d.npz", i, ROWS);
      Files.createLink(folder.resolve(name), first);
    }
    store.rescan();
    assertEquals(EPISODES * (ROWS - 1L), store.agentSteps());
    EnvironmentSpec spec =
        new EnvironmentSpec(Map.of(Observation.IMAGE, Spec.Image.RGB64), Spec.Box.of(1, -1, 1));
    Sampling sampling =
        Sampling.of(DreamerConfig.resolve(Map.of("batch_shape", List.of(50, 50))).data(), 0);
    SequenceSampler sampler = new SequenceSampler(store, spec, sampling);
    for (int i = 0; i < BATCHES; i++) {
      Batch batch = sampler.next();
      float[] reward = batch.vector(Episode.REWARD);
      for (int row = 0; row < reward.length; row++) {
        assertEquals((byte) reward[row], batch.image()[row * BYTES_OF_IMAGE]);
      }
      assertTrue(sampler.cachedBytes() <= sampling.cacheBytes());
    }
  }

  /** The reward of a row is the first byte of its image. */
  private static Episode episode() {
    byte[] images = new byte[ROWS * BYTES_OF_IMAGE];
    double[] reward = new double[ROWS];
    double[] pcont = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      images[row * BYTES_OF_IMAGE] = (byte) row;
      reward[row] = (byte) row;
      pcont[row] = 1;
    }
    Map<String, Array> arrays = new LinkedHashMap<>();
    arrays.put(Observation.IMAGE, new Array.Uint8(new int[] {ROWS, 64, 64, 3}, images));
    arrays.put(Episode.ACTION, new Array.Float32(new int[] {ROWS, 1}, new float[ROWS]));
    arrays.put(Episode.REWARD, new Array.Float64(new int[] {ROWS}, reward));
    arrays.put(Episode.PCONT, new Array.Float64(new int[] {ROWS}, pcont));
    return new Episode(arrays);
  }
}
