package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DataConfig.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceSamplerTest {
  private static final long MIB = 1 << 20;

  @TempDir Path directory;

  @Test
  void everyKeyOfAChunkIsTheEpisodesRowsFromItsOffset() throws IOException {
    SequenceSampler sampler = sampler(Episodes.store(directory, 9, 20, 33), 4, 5, 1000, MIB);
    for (int draw = 0; draw < 50; draw++) {
      Batch batch = sampler.next();
      for (int b = 0; b < 4; b++) {
        int id = (int) batch.vector("position")[b * 5 * 2];
        int offset = (int) batch.vector("position")[b * 5 * 2 + 1];
        for (int t = 0; t < 5; t++) {
          int row = b * 5 + t;
          assertEquals(id, batch.vector("position")[2 * row]);
          assertEquals(offset + t, batch.vector("position")[2 * row + 1]);
          for (int i = 0; i < 3; i++) {
            assertEquals(offset + t, batch.vector("action")[3 * row + i]);
          }
          assertEquals(offset + t, batch.vector("reward")[row]);
          int last = new int[] {8, 19, 32}[id];
          assertEquals(offset + t == last ? 0 : 1, batch.vector("pcont")[row]);
          for (int i = 0; i < 6; i++) {
            assertEquals((byte) (offset + t + id), batch.image()[6 * row + i]);
          }
        }
      }
    }
  }

  @Test
  void offsetsAreUniformOverBothEnds() throws IOException {
    SequenceSampler sampler = sampler(Episodes.store(directory, 14), 100, 5, 1000, MIB);
    int[] counts = new int[10];
    for (int draw = 0; draw < 100; draw++) {
      Batch batch = sampler.next();
      for (int b = 0; b < 100; b++) {
        counts[(int) batch.vector("reward")[b * 5]]++;
      }
    }
    for (int count : counts) {
      // 10000 draws over 10 offsets: standard deviation 30.
      assertEquals(1000, count, 120, Arrays.toString(counts));
    }
  }

  @Test
  void episodesAreUniformWhateverTheirLengths() throws IOException {
    SequenceSampler sampler = sampler(Episodes.store(directory, 5, 6, 50, 200), 100, 5, 1000, MIB);
    int[] counts = countEpisodes(sampler, 40, 4);
    assertArrayEquals(new int[] {1000, 1000, 1000, 1000}, counts);
  }

  @Test
  void aPassGoesThroughPermutationsOfASampleOfEvery() throws IOException {
    SequenceSampler sampler = sampler(Episodes.store(directory, 5, 5, 5, 5, 5, 5), 4, 5, 4, MIB);
    int[] total = new int[6];
    for (int pass = 0; pass < 600; pass++) {
      int[] counts = countEpisodes(sampler, 1, 6);
      assertEquals(4, Arrays.stream(counts).filter(count -> count == 1).count());
      for (int id = 0; id < 6; id++) {
        total[id] += counts[id];
      }
    }
    for (int count : total) {
      // 600 passes, each takes an episode with probability 2/3: standard deviation 11.5.
      assertEquals(400, count, 46, Arrays.toString(total));
    }
  }

  @Test
  void newEpisodesAreSeenAtTheNextPass() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5);
    SequenceSampler sampler = sampler(store, 2, 5, 4, MIB);
    sampler.next();
    Episodes.store(directory, 5); // another process, the same id
    store.append(Episodes.episode(1, 5));
    assertArrayEquals(new int[] {2, 0}, countEpisodes(sampler, 1, 2));
    int[] counts = countEpisodes(sampler, 6, 2);
    assertEquals(12, counts[0] + counts[1]);
    assertTrue(counts[1] >= 3, Arrays.toString(counts));
  }

  @Test
  void newEpisodesAreSeenAtOnceAfterARefresh() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5);
    SequenceSampler sampler = sampler(store, 2, 5, 1000, MIB);
    sampler.next();
    store.append(Episodes.episode(1, 5));
    sampler.refresh();
    assertArrayEquals(new int[] {1, 1}, countEpisodes(sampler, 1, 2));
  }

  @Test
  void theSeedDecidesEverything() throws IOException {
    EpisodeStore store = Episodes.store(directory, 40, 50, 60, 70);
    float[] one = sampler(store, 8, 5, 10, MIB, 1).next().vector("position");
    float[] same = sampler(store, 8, 5, 10, 0, 1).next().vector("position");
    float[] other = sampler(store, 8, 5, 10, MIB, 2).next().vector("position");
    assertArrayEquals(one, same);
    assertTrue(!Arrays.equals(one, other));
  }

  @Test
  void theBuffersAreReused() throws IOException {
    SequenceSampler sampler = sampler(Episodes.store(directory, 9), 2, 5, 10, MIB);
    assertSame(sampler.next(), sampler.next());
  }

  @Test
  void theMemoryBoundHoldsAndSamplingGoesOnBeyondIt() throws IOException {
    EpisodeStore store = Episodes.store(directory, 10, 10, 10, 100);
    long one = EpisodeRows.of(Episodes.episode(0, 10), Episodes.SPEC, "").bytes();
    SequenceSampler sampler = sampler(store, 4, 5, 8, 2 * one);
    Set<Integer> seen = new HashSet<>();
    for (int draw = 0; draw < 20; draw++) {
      Batch batch = sampler.next();
      for (int id : Episodes.ids(batch)) {
        seen.add(id);
      }
      assertTrue(sampler.cachedBytes() <= 2 * one);
    }
    assertEquals(Set.of(0, 1, 2, 3), seen);
    assertEquals(2 * one, sampler.cachedBytes());
  }

  @Test
  void shortEpisodesAreSkippedWithOneWarningEach() throws IOException {
    EpisodeStore store = Episodes.store(directory, 4, 5);
    SequenceSampler sampler = sampler(store, 2, 5, 2, MIB);
    assertArrayEquals(new int[] {0, 20}, countEpisodes(sampler, 10, 2));
    assertEquals(1, Episodes.warningsAbout(store.files().get(0).name()).size());
  }

  @Test
  void withoutALongEnoughEpisodeTheErrorTellsHowToMendIt() throws IOException {
    EpisodeStore store = Episodes.store(directory, 4);
    SequenceSampler sampler = sampler(store, 2, 5, 2, MIB);
    IllegalStateException e = assertThrows(IllegalStateException.class, sampler::next);
    assertTrue(e.getMessage().contains("none of 1 episodes has the 5 rows"), e.getMessage());
    store.append(Episodes.episode(1, 5));
    assertArrayEquals(new int[] {0, 2}, countEpisodes(sampler, 1, 2));
  }

  @Test
  void brokenEpisodesAreSetAsideAndSamplingGoesOn() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5, 5, 5);
    Episodes.breakFile(store, store.files().get(1), Instant.now().minusSeconds(60));
    SequenceSampler sampler = sampler(store, 2, 5, 4, MIB);
    int[] counts = countEpisodes(sampler, 20, 3);
    assertEquals(0, counts[1]);
    assertEquals(40, counts[0] + counts[2]);
    assertTrue(Files.exists(directory.resolve("broken")));
  }

  @Test
  void withoutAReadableEpisodeThereIsAnErrorAndNoEndlessLoop() throws IOException {
    Instant now = Instant.now();
    EpisodeStore store = new EpisodeStore(directory, Clock.fixed(now, ZoneOffset.UTC));
    // So new that the store leaves them alone.
    Episodes.breakFile(store, store.append(Episodes.episode(0, 5)), now);
    Episodes.breakFile(store, store.append(Episodes.episode(1, 5)), now);
    SequenceSampler sampler = sampler(store, 2, 5, 4, MIB);
    IllegalStateException e = assertThrows(IllegalStateException.class, sampler::next);
    assertTrue(e.getMessage().contains("can be read"), e.getMessage());
  }

  @Test
  void aMissingKeyIsNamedWithTheFile() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5);
    SequenceSampler sampler = samplerOf(store, "velocity", Spec.Box.unbounded(2));
    IllegalStateException e = assertThrows(IllegalStateException.class, sampler::next);
    assertTrue(e.getMessage().contains("has no 'velocity'"), e.getMessage());
    assertTrue(e.getMessage().contains(store.files().get(0).name()), e.getMessage());
  }

  @Test
  void keysOfAnotherSizeOrKindAreNamedWithTheFile() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5);
    SequenceSampler larger = samplerOf(store, "position", Spec.Box.unbounded(3));
    IllegalStateException size = assertThrows(IllegalStateException.class, larger::next);
    assertTrue(size.getMessage().contains("'position' has shape [5, 2]"), size.getMessage());
    SequenceSampler turned = samplerOf(store, Observation.IMAGE, new Spec.Image(3, 2, 1));
    IllegalStateException image = assertThrows(IllegalStateException.class, turned::next);
    assertTrue(image.getMessage().contains("uint8 images [3, 2, 1]"), image.getMessage());
  }

  private static SequenceSampler samplerOf(EpisodeStore store, String key, Spec spec) {
    EnvironmentSpec environment = Episodes.SPEC.withObservation(java.util.Map.of(key, spec));
    return new SequenceSampler(store, environment, Sampling.of(2, 5, 0));
  }

  private static SequenceSampler sampler(
      EpisodeStore store, int batchSize, int length, int every, long cacheBytes) {
    return sampler(store, batchSize, length, every, cacheBytes, 0);
  }

  private static SequenceSampler sampler(
      EpisodeStore store, int batchSize, int length, int every, long cacheBytes, long seed) {
    Sampling sampling =
        new Sampling(batchSize, length, 1, Loader.CACHE, every, 1, cacheBytes, seed);
    return new SequenceSampler(store, Episodes.SPEC, sampling);
  }

  private static int[] countEpisodes(SequenceSampler sampler, int batches, int episodes) {
    int[] counts = new int[episodes];
    for (int draw = 0; draw < batches; draw++) {
      for (int id : Episodes.ids(sampler.next())) {
        counts[id]++;
      }
    }
    return counts;
  }
}
