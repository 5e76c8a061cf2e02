package org.dreamer4j.replay.npz;

/**
 * How much a file may ask for before it is refused.
 *
 * @param bytes most bytes of all its arrays together, uncompressed
 * @param entries most arrays
 */
public record NpzLimits(long bytes, int entries) {
  /** 2 GiB, or half of this process's memory if that is less, in 1000 arrays. */
  public static final NpzLimits DEFAULT =
      new NpzLimits(Math.min(2L << 30, Runtime.getRuntime().maxMemory() / 2), 1000);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public NpzLimits {
    if (bytes < 1 || entries < 1) {
      throw new IllegalArgumentException(
          "limits must be positive, got " + bytes + " bytes and " + entries + " entries");
    }
  }

  /** The same with as many bytes, if that is less. */
  public NpzLimits atMost(long most) {
    return most < bytes ? new NpzLimits(most, entries) : this;
  }
}
