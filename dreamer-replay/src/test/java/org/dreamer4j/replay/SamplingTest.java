package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.dreamer4j.core.config.DataConfig.Loader;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static String refusal(int chunks, Loader loader, int every, int window) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> new Sampling(2, 5, chunks, loader, every, window, 0, 0))
        .getMessage();
  }

  @Test
  void everyKeyOfTheConfigurationArrives() {
    DreamerConfig config =
        DreamerConfig.resolve(
            Map.of(
                "defaults",
                List.of("dreamer"),
                "batch_shape",
                List.of(3, 7),
                "num_chunks",
                "none",
                "loader",
                "window",
                "loader_every",
                11,
                "loader_window",
                13,
                "replay_cache_mib",
                4096));
    assertEquals(
        new Sampling(3, 7, Sampling.ALL_CHUNKS, Loader.WINDOW, 11, 13, 1L << 32, 17),
        Sampling.of(config.data(), 17));
  }

  @Test
  void theDefaultsAreThoseOfTheConfiguration() {
    DreamerConfig config = DreamerConfig.resolve(Map.of("defaults", List.of("dreamer")));
    assertEquals(Sampling.of(50, 50, 1), Sampling.of(config.data(), 1));
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    assertTrue(refusal(2, Loader.CACHE, 1, 1).startsWith("chunks must be 1 or 0"));
    assertTrue(refusal(1, Loader.CACHE, 0, 1).contains("every and window must be positive"));
    assertTrue(refusal(1, Loader.CACHE, 1, 0).contains("every and window must be positive"));
    assertEquals(
        "loader recent draws one half from new episodes and one from old ones:"
            + " loader_every must be at least 2, got 1",
        refusal(1, Loader.RECENT, 1, 1));
  }

  @Test
  void allChunksAreThoseThatLieEndToEndButOneAndAtLeastOne() {
    Sampling all = new Sampling(2, 5, Sampling.ALL_CHUNKS, Loader.CACHE, 1, 1, 0, 0);
    int[] rows = {5, 9, 10, 14, 15, 19, 20, 24, 25};
    int[] chunks = {1, 1, 1, 1, 2, 2, 3, 3, 4};
    for (int i = 0; i < rows.length; i++) {
      assertEquals(chunks[i], all.chunksOf(rows[i]), rows[i] + " rows");
      assertEquals(1, Sampling.of(2, 5, 0).chunksOf(rows[i]));
    }
  }
}
