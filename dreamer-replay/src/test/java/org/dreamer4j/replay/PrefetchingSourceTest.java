package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.config.DataConfig;
import org.dreamer4j.core.config.DataConfig.Loader;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PrefetchingSourceTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theBatchesAreThoseOfTheSamplerInTheSameOrder(int ready) throws IOException {
    EpisodeStore store = Episodes.store(directory, 20, 30, 40);
    SequenceSampler plain = sampler(store);
    try (PrefetchingSource source = new PrefetchingSource(sampler(store), ready)) {
      for (int draw = 0; draw < 100; draw++) {
        assertSameBatch(plain.next(), source.next());
      }
    }
  }

  @Test
  void batchesAreDrawnAsTheConfigurationSays() throws IOException {
    EpisodeStore store = Episodes.store(directory, 60, 70);
    DataConfig data = DreamerConfig.resolve(Map.of("batch_shape", List.of(3, 7))).data();
    SequenceSampler plain = new SequenceSampler(store, Episodes.SPEC, Sampling.of(data, 5));
    try (PrefetchingSource source = PrefetchingSource.of(store, Episodes.SPEC, data, 5)) {
      Batch batch = source.next();
      assertEquals(3, batch.size());
      assertEquals(7, batch.length());
      assertSameBatch(plain.next(), batch);
    }
  }

  @Test
  void theReturnedBatchStaysUntouchedWhileOthersAreMade() throws IOException {
    EpisodeStore store = Episodes.store(directory, 200, 300);
    try (PrefetchingSource source = new PrefetchingSource(sampler(store), 2)) {
      Set<Batch> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
      Batch before = null;
      for (int draw = 0; draw < 200; draw++) {
        Batch batch = source.next();
        assertNotSame(before, batch);
        float[] copy = batch.vector("position").clone();
        LockSupport.parkNanos(1000);
        assertArrayEquals(copy, batch.vector("position"));
        buffers.add(batch);
        before = batch;
      }
      assertTrue(buffers.size() <= 3, buffers.size() + " buffers");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aRefreshTakesEffectExactlyAfterTheBatchesThatAreReady(int ready) throws IOException {
    EpisodeStore store = Episodes.store(directory, 5);
    try (PrefetchingSource source = new PrefetchingSource(sampler(store), ready)) {
      source.next();
      store.append(Episodes.episode(1, 5));
      source.refresh();
      for (int old = 0; old < ready; old++) {
        assertFalse(hasEpisode(source.next(), 1), "batch " + old);
      }
      assertTrue(hasEpisode(source.next(), 1));
    }
  }

  @Test
  void whatGoesWrongOnTheThreadSurfacesInNextAndAFurtherCallTriesAgain() throws IOException {
    EpisodeStore store = Episodes.store(directory, 4);
    try (PrefetchingSource source = new PrefetchingSource(sampler(store), 2)) {
      for (int attempt = 0; attempt < 3; attempt++) {
        IllegalStateException e = assertThrows(IllegalStateException.class, source::next);
        assertTrue(e.getMessage().contains("nothing to train on"), e.getMessage());
      }
      store.append(Episodes.episode(1, 5));
      assertTrue(hasEpisode(source.next(), 1));
    }
  }

  @Test
  void batchesMadeBeforeAFailureAreStillReturned() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5);
    SequenceSampler sampler =
        new SequenceSampler(
            store, Episodes.SPEC, new Sampling(2, 5, 1, Loader.CACHE, 4, 1, 1 << 20, 0));
    sampler.next();
    Files.delete(directory.resolve(store.files().get(0).name()));
    try (PrefetchingSource source = new PrefetchingSource(sampler, 2)) {
      assertTrue(hasEpisode(source.next(), 0), "the rest of the pass comes from memory");
      assertThrows(IllegalStateException.class, source::next);
    }
  }

  @Test
  void closeEndsTheThreadAndIsFinal() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5);
    PrefetchingSource source = new PrefetchingSource(sampler(store), 2);
    source.next();
    assertEquals(1, prefetchThreads());
    source.close();
    source.close();
    assertEquals(0, prefetchThreads());
    assertThrows(IllegalStateException.class, source::next);
  }

  @Test
  void closeWithoutAnyBatchIsFine() throws IOException {
    new PrefetchingSource(sampler(Episodes.store(directory)), 2).close();
    assertEquals(0, prefetchThreads());
  }

  @Test
  void anInterruptEndsTheWait() throws IOException {
    EpisodeStore store = Episodes.store(directory, 5);
    try (PrefetchingSource source = new PrefetchingSource(sampler(store), 1)) {
      Thread.currentThread().interrupt();
      assertThrows(IllegalStateException.class, source::next);
      assertTrue(Thread.interrupted());
    }
  }

  private static long prefetchThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("replay-prefetch") && thread.isAlive())
        .count();
  }

  private static boolean hasEpisode(Batch batch, int id) {
    for (int b = 0; b < batch.size(); b++) {
      if (batch.vector("position")[b * batch.length() * 2] == id) {
        return true;
      }
    }
    return false;
  }

  private static void assertSameBatch(Batch expected, Batch actual) {
    expected.images().forEach((key, data) -> assertArrayEquals(data, actual.images().get(key)));
    expected.vectors().forEach((key, data) -> assertArrayEquals(data, actual.vector(key)));
  }

  private static SequenceSampler sampler(EpisodeStore store) {
    return new SequenceSampler(
        store, Episodes.SPEC, new Sampling(4, 5, 1, Loader.CACHE, 10, 1, 1 << 20, 7));
  }
}
