package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.config.DataConfig.Loader;
import org.dreamer4j.replay.npz.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every loader does with files and memory. */
class LoadersTest {
  private static final long MIB = 1 << 20;
  private static final long ONE =
      EpisodeRows.of(Episodes.episode(0, 10), Episodes.SPEC, "").bytes();

  @TempDir Path directory;

  private static SequenceSampler sampler(
      EpisodeStore store, Loader loader, int every, int window, long cacheBytes) {
    Sampling sampling = new Sampling(4, 5, 1, loader, every, window, cacheBytes, 0);
    return new SequenceSampler(store, Episodes.SPEC, sampling);
  }

  private static Set<Integer> idsSeen(SequenceSampler sampler, int batches) {
    Set<Integer> seen = new TreeSet<>();
    for (int i = 0; i < batches; i++) {
      for (int id : Episodes.ids(sampler.next())) {
        seen.add(id);
      }
    }
    return seen;
  }

  private static int count(SequenceSampler sampler, int batches, int fewestId) {
    int count = 0;
    for (int i = 0; i < batches; i++) {
      for (int id : Episodes.ids(sampler.next())) {
        count += id >= fewestId ? 1 : 0;
      }
    }
    return count;
  }

  @ParameterizedTest
  @EnumSource(Loader.class)
  void shortEpisodesAreSkippedAndLongOnesDrawn(Loader loader) throws IOException {
    EpisodeStore store = Episodes.store(directory, 4, 10, 4);
    SequenceSampler sampler = sampler(store, loader, 4, 3, MIB);
    if (loader == Loader.DUMMY) {
      sampler.next();
    } else {
      assertEquals(Set.of(1), idsSeen(sampler, 5));
    }
    assertEquals(1, Episodes.warningsAbout(store.files().get(0).name()).size());
  }

  @ParameterizedTest
  @EnumSource(Loader.class)
  void withoutALongEnoughEpisodeThereIsAnError(Loader loader) throws IOException {
    SequenceSampler sampler = sampler(Episodes.store(directory, 4), loader, 4, 3, MIB);
    IllegalStateException e = assertThrows(IllegalStateException.class, sampler::next);
    assertTrue(e.getMessage().contains("none of 1 episodes has the 5 rows"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(value = Loader.class, mode = EnumSource.Mode.EXCLUDE, names = "DUMMY")
  void brokenEpisodesAreSetAsideAndSamplingGoesOn(Loader loader) throws IOException {
    EpisodeStore store = Episodes.store(directory, 10, 10, 10);
    Episodes.breakFile(store, store.files().get(1), Instant.now().minusSeconds(60));
    assertEquals(Set.of(0, 2), idsSeen(sampler(store, loader, 8, 3, MIB), 10));
    assertTrue(Files.exists(directory.resolve("broken")));
  }

  @ParameterizedTest
  @EnumSource(value = Loader.class, mode = EnumSource.Mode.EXCLUDE, names = "DUMMY")
  void newEpisodesAreSeenAfterARefreshAndAfterAPass(Loader loader) throws IOException {
    EpisodeStore store = Episodes.store(directory, 10, 10, 10, 10);
    SequenceSampler sampler = sampler(store, loader, 8, 9, MIB);
    sampler.next();
    store.append(Episodes.episode(4, 10));
    sampler.refresh();
    assertTrue(idsSeen(sampler, 2).contains(4));
    store.append(Episodes.episode(5, 10));
    assertTrue(idsSeen(sampler, 5).contains(5));
  }

  @ParameterizedTest
  @EnumSource(Loader.class)
  void theSeedDecidesEverything(Loader loader) throws IOException {
    EpisodeStore store = Episodes.store(directory, 40, 50, 60, 70);
    SequenceSampler one = sampler(store, loader, 8, 3, MIB);
    SequenceSampler other = sampler(store, loader, 8, 3, 0);
    for (int i = 0; i < 10; i++) {
      Batch batch = one.next();
      Batch same = other.next();
      assertArrayEquals(batch.image(), same.image());
      assertArrayEquals(batch.vector("position"), same.vector("position"));
    }
  }

  @ParameterizedTest
  @EnumSource(Loader.class)
  void theMemoryBoundHolds(Loader loader) throws IOException {
    EpisodeStore store = Episodes.store(directory, 10, 10, 10, 10, 10);
    SequenceSampler sampler = sampler(store, loader, 4, 4, 2 * ONE);
    for (int i = 0; i < 20; i++) {
      sampler.next();
      assertTrue(sampler.cachedBytes() <= 2 * ONE);
    }
    boolean keepsNothing = loader == Loader.RELOAD || loader == Loader.DUMMY;
    assertEquals(keepsNothing ? 0 : 2 * ONE, sampler.cachedBytes());
  }

  @Test
  void recentDrawsHalfFromWhatIsNew() throws IOException {
    EpisodeStore store = Episodes.store(directory, 10, 10, 10, 10, 10, 10);
    SequenceSampler sampler = sampler(store, Loader.RECENT, 8, 1, MIB);
    assertEquals(4, idsSeen(sampler, 2).size(), "half of the sample, all of it new");
    for (int id = 6; id < 10; id++) {
      store.append(Episodes.episode(id, 10));
    }
    assertEquals(4, count(sampler, 2, 6), "of the 8 draws of the next pass");
    // Nothing is new any more: 100 passes draw each of 4 of the 10 twice, standard deviation 16.
    assertEquals(320, count(sampler, 200, 6), 80);
  }

  @Test
  void windowForgetsOldEpisodesAndTheirMemory() throws IOException {
    EpisodeStore store = Episodes.store(directory, 10, 10, 10);
    SequenceSampler sampler = sampler(store, Loader.WINDOW, 4, 3, MIB);
    assertEquals(Set.of(0, 1, 2), idsSeen(sampler, 3));
    assertEquals(3 * ONE, sampler.cachedBytes());
    store.append(Episodes.episode(3, 10));
    store.append(Episodes.episode(4, 10));
    sampler.refresh();
    assertEquals(Set.of(2, 3, 4), idsSeen(sampler, 3));
    assertEquals(3 * ONE, sampler.cachedBytes());
  }

  @Test
  void reloadReadsTheFileAtEveryDraw() throws IOException {
    EpisodeStore store = Episodes.store(directory, 10, 10, 10, 10);
    SequenceSampler sampler = sampler(store, Loader.RELOAD, 1000, 1, MIB);
    assertEquals(Set.of(0, 1, 2, 3), idsSeen(sampler, 1), "a pass is a permutation of all");
    Path second = directory.resolve(store.files().get(1).name());
    Npz.write(second, Episodes.episode(7, 10).arrays());
    assertEquals(Set.of(0, 2, 3, 7), idsSeen(sampler, 1));
  }

  @Test
  void cacheReadsAFileOnce() throws IOException {
    EpisodeStore store = Episodes.store(directory, 10, 10, 10, 10);
    SequenceSampler sampler = sampler(store, Loader.CACHE, 4, 1, MIB);
    idsSeen(sampler, 1);
    Npz.write(directory.resolve(store.files().get(1).name()), Episodes.episode(7, 10).arrays());
    assertEquals(Set.of(0, 1, 2, 3), idsSeen(sampler, 4));
  }

  @Test
  void dummyFillsEverythingWithNoiseAndOpensNoFile() throws IOException {
    EpisodeStore store = Episodes.store(directory, 10);
    Episodes.breakFile(store, store.files().get(0), Instant.now().minusSeconds(60));
    SequenceSampler sampler = sampler(store, Loader.DUMMY, 4, 1, MIB);
    long[] bytes = new long[256];
    long pixels = 0;
    for (int i = 0; i < 2000; i++) {
      Batch batch = sampler.next();
      for (byte pixel : batch.image()) {
        bytes[pixel & 0xff]++;
        pixels++;
      }
      for (float[] vector : batch.vectors().values()) {
        assertUniformBetweenZeroAndOne(vector);
      }
    }
    assertEquals(0, bytes[255]);
    double expected = pixels / 255.0;
    for (int value = 0; value < 255; value++) {
      assertEquals(expected, bytes[value], 5 * Math.sqrt(expected), "byte " + value);
    }
    assertFalse(Files.exists(directory.resolve("broken")));
  }

  private static void assertUniformBetweenZeroAndOne(float[] values) {
    double sum = 0;
    for (float value : values) {
      assertTrue(value >= 0 && value < 1, "value " + value);
      sum += value;
    }
    // Six standard deviations: this is asserted some 14000 times.
    double margin = 6 * Math.sqrt(1 / 12.0 / values.length);
    assertEquals(0.5, sum / values.length, margin);
  }
}
