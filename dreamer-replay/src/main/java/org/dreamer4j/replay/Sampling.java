package org.dreamer4j.replay;

/**
 * How sequences are drawn.
 *
 * @param batchSize B, sequences in a batch
 * @param length T, rows of a sequence
 * @param every draws after which the directory is listed anew (the original's {@code loader_every})
 * @param cacheBytes most bytes of unpacked episodes in memory
 * @param seed of all draws
 */
public record Sampling(int batchSize, int length, int every, long cacheBytes, long seed) {
  /** The original's {@code loader_every}. */
  public static final int DEFAULT_EVERY = 1000;

  /** 1 GiB: about 170 episodes of 500 steps with 64 x 64 images. */
  public static final long DEFAULT_CACHE_BYTES = 1L << 30;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not positive ({@code cacheBytes} may be 0)
   */
  public Sampling {
    if (batchSize < 1 || length < 1 || every < 1 || cacheBytes < 0) {
      throw new IllegalArgumentException(
          "batchSize, length and every must be positive and cacheBytes not negative, got "
              + batchSize
              + ", "
              + length
              + ", "
              + every
              + ", "
              + cacheBytes);
    }
  }

  /** The defaults for a batch shape. */
  public static Sampling of(int batchSize, int length, long seed) {
    return new Sampling(batchSize, length, DEFAULT_EVERY, DEFAULT_CACHE_BYTES, seed);
  }
}
