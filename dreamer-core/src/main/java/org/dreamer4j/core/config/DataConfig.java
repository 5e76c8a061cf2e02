package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.List;

/** What is replayed and how it is prepared. */
public record DataConfig(
    @Setting(value = "[50, 50]", about = "Sequences in a batch and rows of a sequence.")
        List<Integer> batchShape,
    @Setting(value = "1000", unit = "episodes", about = "Draws between two looks at the directory.")
        int loaderEvery,
    @Setting(value = "none", about = "Reward transform: none, sign or tanh.")
        RewardClipping clipRewards,
    @Setting(value = "0.99", about = "Factor on pcont when it is a training target.")
        double pcontScale,
    @Setting(
            value = "1024",
            unit = "MiB",
            about = "Most memory for cached episodes.",
            origin = OURS)
        int replayCacheMib) {

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
    Checks.positive("loader_every", loaderEvery);
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
