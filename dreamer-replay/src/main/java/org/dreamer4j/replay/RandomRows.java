package org.dreamer4j.replay;

import java.util.SplittableRandom;
import org.dreamer4j.core.Batch;

/**
 * Noise in the form of an episode: floats uniform in [0, 1), bytes uniform in 0..254. Each row is
 * drawn when it is copied, so an episode takes no memory.
 *
 * @param length rows
 * @param random where the numbers come from
 */
record RandomRows(int length, SplittableRandom random) implements Rows {
  /** The original draws floats from [0, 255) and cuts their fractions off. */
  private static final int BYTES = 255;

  @Override
  public void copyTo(Batch batch, int row, int offset) {
    batch
        .images()
        .forEach(
            (key, to) -> {
              int chunk = to.length / batch.size();
              for (int i = row * chunk; i < (row + 1) * chunk; i++) {
                to[i] = randomByte();
              }
            });
    batch
        .vectors()
        .forEach(
            (key, to) -> {
              int chunk = to.length / batch.size();
              for (int i = row * chunk; i < (row + 1) * chunk; i++) {
                to[i] = random.nextFloat();
              }
            });
  }

  /** Without the division of {@code nextInt(bound)}: a batch has millions of pixels. */
  private byte randomByte() {
    return (byte) ((Integer.toUnsignedLong(random.nextInt()) * BYTES) >>> Integer.SIZE);
  }
}
