package org.dreamer4j.models;

/**
 * What an agent predicts for N sequences of T rows of which it sees the first ones, the context.
 * All arrays are in C order. Rewards, values and pcont of the open loop and of imagination are
 * means over samples; all else is of one sample.
 *
 * @param openLoop without looking after the context, under the recorded actions
 * @param closedLoop looking at every row
 * @param imagined without looking after the context, under the actor's own actions
 * @param states how sure the model is of the states of both loops
 */
public record Dream(Rows openLoop, Rows closedLoop, Imagined imagined, States states) {

  /**
   * What the heads say of every row.
   *
   * @param imageMean means of the pixels, about -0.5 to 0.5, [N, T, 64, 64, C]
   * @param reward received on arriving at the row, clipped as configured, [N, T]
   * @param value discounted sum of the rewards of this and all later rows under the actor, [N, T]
   * @param pcont probability to go on, times the configured scale, [N, T]
   */
  public record Rows(float[] imageMean, float[] reward, float[] value, float[] pcont) {
    /**
     * The images as they are shown: {@code floor(256 (x + 0.5))} within 0 to 255, uint8 [N, T, 64,
     * 64, C]. Source: google-research/dreamer {@code tools/preprocess.py}.
     */
    public byte[] image() {
      byte[] image = new byte[imageMean.length];
      for (int i = 0; i < image.length; i++) {
        double value = Math.floor(256 * (imageMean[i] + 0.5));
        image[i] = (byte) (int) Math.max(0, Math.min(255, value));
      }
      return image;
    }
  }

  /**
   * The K rows that would follow the context.
   *
   * @param reward received on arriving at the row, clipped as configured, [N, K]
   * @param value discounted sum of the rewards of this and all later rows, [N, K]
   * @param action that led to the row, of one sample, [N, K, A]
   */
  public record Imagined(float[] reward, float[] value, float[] action) {}

  /**
   * Means over all rows, those of the context included, of one sample. Source:
   * google-research/dreamer {@code training/define_summaries.py}, {@code openloop/state}.
   *
   * @param openEntropy of states of the open loop, nats
   * @param openStddev standard deviation of their elements
   * @param closedEntropy of states of the closed loop, nats
   * @param closedStddev standard deviation of their elements
   * @param divergence of the closed loop's states from the open loop's, nats
   */
  public record States(
      double openEntropy,
      double openStddev,
      double closedEntropy,
      double closedStddev,
      double divergence) {}
}
