package org.dreamer4j.cli.tensorboard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.dreamer4j.core.config.DataConfig;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.Dream;
import org.dreamer4j.models.dist.Normal;
import org.tensorflow.proto.Summary;

/**
 * How well a dream foresees episodes, in figures, under google-research/dreamer's tags. What it
 * says of the standard deviation of heads is left out: it is fixed.
 */
final class OpenLoopScalars {
  private final List<Summary.Value> values = new ArrayList<>();

  private OpenLoopScalars() {}

  /**
   * The figures of a dream.
   *
   * @param images as seen, uint8 [N, T, 64, 64, 3]
   * @param rewards as the agent learns them, [N, T]
   */
  static List<Summary.Value> of(
      Dream dream, byte[] images, double[] rewards, DreamerConfig config) {
    OpenLoopScalars figures = new OpenLoopScalars();
    figures.states(dream.states());
    double[] pixels = new double[images.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = scaled(images[i] & 0xff, config.data());
    }
    double stddev = config.heads().imageHeadStd();
    figures.head("image", dream.openLoop().imageMean(), pixels, rewards.length, stddev);
    figures.head("reward", dream.openLoop().reward(), rewards, rewards.length, 1);
    return figures.values;
  }

  /** A pixel as the agent sees it, without the noise of dequantizing. */
  private static double scaled(int level, DataConfig data) {
    return data.imageScaling() == DataConfig.ImageScaling.CENTERED
        ? level / 255.0 - 0.5
        : (level >> (8 - data.imageBits())) / Math.pow(2, data.imageBits()) - 0.5;
  }

  private void states(Dream.States states) {
    add(Tags.OPEN_LOOP_STATE + "prior_entropy", states.openEntropy());
    add(Tags.OPEN_LOOP_STATE + "prior_std", states.openStddev());
    add(Tags.OPEN_LOOP_STATE + "posterior_entropy", states.closedEntropy());
    add(Tags.OPEN_LOOP_STATE + "posterior_std", states.closedStddev());
    add(Tags.OPEN_LOOP_STATE + "divergence", states.divergence());
  }

  /**
   * What a normal head says.
   *
   * @param rows over which log-densities are averaged; within a row they are summed
   */
  private void head(String name, float[] modes, double[] truth, int rows, double stddev) {
    String tag = Tags.OPEN_LOOP_HEADS + name + "_";
    double mean = mean(modes, mode -> mode);
    add(tag + "mode_mean", mean);
    add(tag + "mode_std", Math.sqrt(mean(modes, mode -> (mode - mean) * (mode - mean))));
    double distance = 0;
    double squares = 0;
    for (int i = 0; i < modes.length; i++) {
      distance += Math.abs(modes[i] - truth[i]);
      squares += Math.pow((modes[i] - truth[i]) / stddev, 2);
    }
    add(tag + "abs_error", distance / modes.length);
    double constant = modes.length * (Normal.HALF_LOG_TWO_PI + Math.log(stddev));
    add(tag + "log_prob", -(0.5 * squares + constant) / rows);
  }

  private static double mean(float[] all, DoubleUnaryOperator of) {
    double sum = 0;
    for (float one : all) {
      sum += of.applyAsDouble(one);
    }
    return sum / all.length;
  }

  private void add(String tag, double value) {
    values.add(EventFile.scalar(tag, value));
  }
}
