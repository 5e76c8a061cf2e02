package org.dreamer4j.replay;

import org.dreamer4j.core.config.DataConfig;
import org.dreamer4j.core.config.DataConfig.Loader;

/**
 * How sequences are drawn. Keys of the original are named in brackets.
 *
 * @param batchSize B, sequences in a batch ({@code batch_shape[0]})
 * @param length T, rows of a sequence ({@code batch_shape[1]})
 * @param chunks sequences cut from an episode at a draw: 1, or {@link #ALL_CHUNKS} ({@code
 *     num_chunks})
 * @param loader where episodes are drawn from ({@code loader})
 * @param every draws after which the directory is listed anew ({@code loader_every}); loader {@code
 *     reload} lists it whenever all episodes have been drawn
 * @param window newest episodes that loader {@code window} draws from ({@code loader_window})
 * @param cacheBytes most bytes of unpacked episodes in memory
 * @param seed of all draws
 */
public record Sampling(
    int batchSize,
    int length,
    int chunks,
    Loader loader,
    int every,
    int window,
    long cacheBytes,
    long seed) {
  /** As many sequences as lie end to end in an episode but one; at least one. */
  public static final int ALL_CHUNKS = 0;

  /** The original's {@code loader_every}. */
  public static final int DEFAULT_EVERY = 1000;

  /** The original's {@code loader_window}. */
  public static final int DEFAULT_WINDOW = 400;

  /** 1 GiB: about 170 episodes of 500 steps with 64 x 64 images. */
  public static final long DEFAULT_CACHE_BYTES = 1L << 30;

  private static final long BYTES_PER_MIB = 1 << 20;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not positive ({@code cacheBytes} may be 0), if
   *     {@code chunks} is neither 1 nor {@link #ALL_CHUNKS}, or if loader {@code recent} could draw
   *     nothing
   */
  public Sampling {
    if (batchSize < 1 || length < 1 || every < 1 || window < 1 || cacheBytes < 0) {
      throw new IllegalArgumentException(
          "batchSize, length, every and window must be positive and cacheBytes not negative, got "
              + batchSize
              + ", "
              + length
              + ", "
              + every
              + ", "
              + window
              + ", "
              + cacheBytes);
    }
    if (chunks != 1 && chunks != ALL_CHUNKS) {
      throw new IllegalArgumentException("chunks must be 1 or 0 for all, got " + chunks);
    }
    if (loader == Loader.RECENT && every < 2) {
      throw new IllegalArgumentException(
          "loader recent draws one half from new episodes and one from old ones:"
              + " loader_every must be at least 2, got "
              + every);
    }
  }

  /** The defaults for a batch shape: one sequence a draw from all episodes. */
  public static Sampling of(int batchSize, int length, long seed) {
    return new Sampling(
        batchSize,
        length,
        1,
        Loader.CACHE,
        DEFAULT_EVERY,
        DEFAULT_WINDOW,
        DEFAULT_CACHE_BYTES,
        seed);
  }

  /**
   * What a configuration says.
   *
   * @throws IllegalArgumentException if loader {@code recent} could draw nothing
   */
  public static Sampling of(DataConfig data, long seed) {
    return new Sampling(
        data.batchSize(),
        data.batchLength(),
        data.numChunks(),
        data.loader(),
        data.loaderEvery(),
        data.loaderWindow(),
        data.replayCacheMib() * BYTES_PER_MIB,
        seed);
  }

  /**
   * Sequences cut from an episode (google-research/dreamer chunk_sequence).
   *
   * @param rows of the episode, at least T
   */
  int chunksOf(int rows) {
    return chunks == ALL_CHUNKS ? Math.max(1, rows / length - 1) : chunks;
  }
}
