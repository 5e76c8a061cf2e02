package org.dreamer4j.cli.dream;

import java.util.Arrays;
import org.dreamer4j.models.Dream;

/**
 * What was predicted for one window of T rows.
 *
 * @param openImage without looking after the context, uint8 [T, 64, 64, 3]
 * @param closedImage looking at every row, uint8 [T, 64, 64, 3]
 * @param openReward without looking after the context, [T]
 * @param closedReward looking at every row, [T]
 * @param openValue without looking after the context, [T]
 * @param imaginedReward after the context under the actor's own actions, [K]
 */
record Prediction(
    byte[] openImage,
    byte[] closedImage,
    float[] openReward,
    float[] closedReward,
    float[] openValue,
    float[] imaginedReward) {

  /** Takes one of the sequences of a dream. */
  static Prediction of(Dream dream, byte[] open, byte[] closed, int index, int count) {
    return new Prediction(
        part(open, index, count),
        part(closed, index, count),
        part(dream.openLoop().reward(), index, count),
        part(dream.closedLoop().reward(), index, count),
        part(dream.openLoop().value(), index, count),
        part(dream.imagined().reward(), index, count));
  }

  private static byte[] part(byte[] all, int index, int count) {
    int size = all.length / count;
    return Arrays.copyOfRange(all, index * size, (index + 1) * size);
  }

  private static float[] part(float[] all, int index, int count) {
    int size = all.length / count;
    return Arrays.copyOfRange(all, index * size, (index + 1) * size);
  }
}
