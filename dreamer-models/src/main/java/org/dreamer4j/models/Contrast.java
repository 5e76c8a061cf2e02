package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.config.LossConfig;

/**
 * Which rows a row is contrasted with: those that rolling the batch puts in its place. Row b T + t
 * is step t of sequence b.
 */
final class Contrast {
  private Contrast() {}

  /**
   * Index pairs (row, other row) for all rows, [B T, rolls, 2].
   *
   * @throws IllegalArgumentException if a window is larger than the batch
   */
  static int[][][] of(LossConfig config, int size, int length) {
    List<int[]> rolls = rolls(config, size, length);
    int[][][] pairs = new int[size * length][rolls.size()][];
    for (int b = 0; b < size; b++) {
      for (int t = 0; t < length; t++) {
        int row = b * length + t;
        for (int i = 0; i < rolls.size(); i++) {
          int[] roll = rolls.get(i);
          int other =
              Math.floorMod(b - roll[0], size) * length + Math.floorMod(t - roll[1], length);
          pairs[row][i] = new int[] {row, other};
        }
      }
    }
    return pairs;
  }

  private static List<int[]> rolls(LossConfig config, int size, int length) {
    List<int[]> rolls = new ArrayList<>();
    switch (config.cpcContrast()) {
      case BATCH -> {
        for (int i = 0; i < size; i++) {
          rolls.add(new int[] {i, 0});
        }
      }
      case TIME -> {
        for (int i = 0; i < length; i++) {
          rolls.add(new int[] {0, i});
        }
      }
      case WINDOW -> {
        int sequences = config.cpcBatchAmount();
        int steps = config.cpcTimeAmount();
        if (sequences > size || steps > length) {
          throw new IllegalArgumentException(
              "cpc_batch_amount %d and cpc_time_amount %d must fit into batch_shape [%d, %d]"
                  .formatted(sequences, steps, size, length));
        }
        for (int i = 0; i < sequences * steps; i++) {
          rolls.add(new int[] {i / steps - sequences / 2, i % steps - steps / 2});
        }
      }
    }
    return rolls;
  }
}
