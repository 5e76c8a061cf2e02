package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.List;

/** What is replayed and how it is prepared. */
public record DataConfig(
    @Setting(value = "[50, 50]", about = "Sequences in a batch and rows of a sequence.")
        List<Integer> batchShape,
    @Setting(
            value = "1",
            about = "Sequences cut from an episode at a draw; none: all that fit end to end.",
            noneIs = "0")
        int numChunks,
    @Setting(value = "cache", about = "Where episodes are drawn from.") Loader loader,
    @Setting(value = "1000", unit = "episodes", about = "Draws between two looks at the directory.")
        int loaderEvery,
    @Setting(value = "400", unit = "episodes", about = "Newest episodes that loader window keeps.")
        int loaderWindow,
    @Setting(value = "8", unit = "bits", about = "Bits of a colour channel that are kept.")
        int imageBits,
    @Setting(
            value = "dequantize",
            about = "How images become floats around 0: with noise below a bit, or x / 255 - 0.5.",
            origin = OURS)
        ImageScaling imageScaling,
    @Setting(value = "none", about = "Reward transform.") RewardClipping clipRewards,
    @Setting(value = "0.99", about = "Factor on pcont when it is a training target.")
        double pcontScale,
    @Setting(value = "false", about = "Whether batches wait on the GPU.", used = false)
        boolean gpuPrefetch,
    @Setting(
            value = "1024",
            unit = "MiB",
            about = "Most memory for cached episodes.",
            origin = OURS)
        int replayCacheMib) {

  /** Where episodes are drawn from. */
  public enum Loader {
    /** All episodes of the directory, kept in memory. */
    CACHE,
    /** Half from episodes that are new since the last look, half from older ones. */
    RECENT,
    /** The newest episodes only. */
    WINDOW,
    /** All episodes, read from disk at every draw. */
    RELOAD,
    /** Random numbers, to measure training without a replay. */
    DUMMY
  }

  /** How bytes of an image become floats. */
  public enum ImageScaling {
    /** x / 2^bits + uniform noise in [0, 1 / 2^bits) - 0.5, as google-research/dreamer. */
    DEQUANTIZE,
    /** x / 255 - 0.5, as danijar/dreamer. */
    CENTERED
  }

  /** How rewards are transformed before they are learned from. */
  public enum RewardClipping {
    /** As recorded. */
    NONE,
    /** -1, 0 or 1. */
    SIGN,
    /** Hyperbolic tangent. */
    TANH
  }

  public DataConfig {
    batchShape = List.copyOf(batchShape);
    if (batchShape.size() != 2 || batchShape.get(0) < 1 || batchShape.get(1) < 2) {
      throw new IllegalArgumentException(
          "batch_shape needs [sequences >= 1, rows >= 2], got " + batchShape);
    }
    if (numChunks != 0 && numChunks != 1) {
      throw new IllegalArgumentException("num_chunks knows 1 and none, got " + numChunks);
    }
    Checks.positive("loader_every", loaderEvery);
    Checks.positive("loader_window", loaderWindow);
    Checks.within("image_bits", imageBits, 1, 8);
    if (imageBits != 8 && imageScaling == ImageScaling.CENTERED) {
      throw new IllegalArgumentException(
          "image_scaling centered keeps 8 bits, image_bits asks for " + imageBits);
    }
    Checks.positive("replay_cache_mib", replayCacheMib);
    Checks.within("pcont_scale", pcontScale, 0, 1);
  }

  /** B, sequences in a batch. */
  public int batchSize() {
    return batchShape.get(0);
  }

  /** T, rows of a sequence. */
  public int batchLength() {
    return batchShape.get(1);
  }
}
