package org.dreamer4j.cli.dream;

import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Episode;

/** Episodes for tests. */
final class Episodes {
  static final int IMAGE = 64 * 64 * 3;

  private Episodes() {}

  /** An episode with one reward a row, whose images are all of one value. */
  static Episode of(double... rewards) {
    int rows = rewards.length;
    byte[] images = new byte[rows * IMAGE];
    float[] actions = new float[rows * 2];
    double[] pcont = new double[rows];
    for (int t = 0; t < rows; t++) {
      java.util.Arrays.fill(images, t * IMAGE, (t + 1) * IMAGE, (byte) (10 * t));
      actions[t * 2] = t;
      actions[t * 2 + 1] = -t;
      pcont[t] = t < rows - 1 ? 1 : 0;
    }
    return new Episode(
        Map.of(
            "image", new Array.Uint8(new int[] {rows, 64, 64, 3}, images),
            "action", new Array.Float32(new int[] {rows, 2}, actions),
            "reward", new Array.Float64(new int[] {rows}, rewards),
            "pcont", new Array.Float64(new int[] {rows}, pcont)));
  }
}
