package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.config.DataConfig.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences of five rows, all that lie end to end in an episode. */
class ChunksTest {
  private static final int LENGTH = 5;

  @TempDir Path directory;

  /** Where a sequence comes from: the episode and its first row. */
  private record Origin(int id, int offset) {}

  private static SequenceSampler sampler(EpisodeStore store, int batchSize) {
    Sampling sampling =
        new Sampling(batchSize, LENGTH, Sampling.ALL_CHUNKS, Loader.CACHE, 1000, 1, 1 << 20, 5);
    return new SequenceSampler(store, Episodes.SPEC, sampling);
  }

  private static List<Origin> origins(SequenceSampler sampler, int batches) {
    List<Origin> origins = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      Batch batch = sampler.next();
      float[] position = batch.vector("position");
      for (int b = 0; b < batch.size(); b++) {
        int first = b * LENGTH * 2;
        origins.add(new Origin((int) position[first], (int) position[first + 1]));
        for (int t = 1; t < LENGTH; t++) {
          assertEquals(position[first], position[first + 2 * t]);
          assertEquals(position[first + 1] + t, position[first + 2 * t + 1]);
        }
      }
    }
    return origins;
  }

  @Test
  void theChunksOfAnEpisodeLieEndToEndAndFollowEachOtherThroughTheBatches() throws IOException {
    // Three chunks each, two sequences in a batch: every other episode is cut by a batch.
    List<Origin> origins = origins(sampler(Episodes.store(directory, 20, 21, 24), 2), 300);
    assertEquals(600, origins.size());
    for (int draw = 0; draw < 600; draw += 3) {
      Origin first = origins.get(draw);
      assertEquals(new Origin(first.id, first.offset + 5), origins.get(draw + 1));
      assertEquals(new Origin(first.id, first.offset + 10), origins.get(draw + 2));
    }
  }

  @Test
  void theFirstOffsetIsUniformAndTheLastChunkEndsWithinTheEpisode() throws IOException {
    List<Origin> origins = origins(sampler(Episodes.store(directory, 22), 3), 4000);
    int[] counts = new int[8];
    for (int draw = 0; draw < origins.size(); draw += 3) {
      counts[origins.get(draw).offset]++;
    }
    for (int count : counts) {
      // 4000 draws over the offsets 0..7: standard deviation 21.
      assertEquals(500, count, 105, Arrays.toString(counts));
    }
  }

  @Test
  void anEpisodeOfOneSequenceGivesOne() throws IOException {
    List<Origin> origins = origins(sampler(Episodes.store(directory, 5, 14), 2), 200);
    int most = origins.stream().mapToInt(Origin::offset).max().orElseThrow();
    assertEquals(9, most);
    long fromTheShort = origins.stream().filter(origin -> origin.id == 0).count();
    assertEquals(200, fromTheShort);
  }

  @Test
  void longEpisodesGiveMoreSequencesThanShortOnes() throws IOException {
    List<Origin> origins = origins(sampler(Episodes.store(directory, 10, 50), 10), 100);
    long fromTheLong = origins.stream().filter(origin -> origin.id == 1).count();
    assertEquals(900, fromTheLong, "nine of ten");
    assertTrue(origins.stream().allMatch(origin -> origin.offset <= (origin.id == 0 ? 5 : 45)));
  }
}
