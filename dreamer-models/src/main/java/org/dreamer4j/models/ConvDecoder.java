package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.nn.ConvTranspose2d;
import org.dreamer4j.models.nn.Dense;
import org.dreamer4j.models.nn.LayerNames;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Decodes features to the means of images: a linear layer to [N, 1, 1, 32 d], then transposed
 * convolutions of stride 2 to [5, 5, 4 d], [13, 13, 2 d], [30, 30, d] with rectifiers and [64, 64,
 * C] without. Source: google-research/dreamer {@code networks/conv.py}.
 */
final class ConvDecoder {
  private static final int[] KERNELS = {5, 5, 6, 6};
  private final Net net;
  private final long featureSize;
  private final double stddev;
  private final int channels;
  private final Dense dense;
  private final List<ConvTranspose2d> layers = new ArrayList<>();

  ConvDecoder(Net net, DreamerConfig all, int channels) {
    ModelConfig config = all.model();
    this.net = net;
    this.featureSize = config.featureSize();
    this.stddev = all.heads().imageHeadStd();
    this.channels = channels;
    LayerNames names = new LayerNames("graph/head_image");
    long in = 32L * config.convDepth();
    dense = new Dense(net, names.next("dense"), featureSize, in);
    long[] filters = {
      4L * config.convDepth(), 2L * config.convDepth(), config.convDepth(), channels
    };
    for (int i = 0; i < KERNELS.length; i++) {
      String name = names.next("conv2d_transpose");
      layers.add(new ConvTranspose2d(net, name, KERNELS[i], in, filters[i], config.convs()));
      in = filters[i];
    }
  }

  /**
   * Means of the image distribution, whose standard deviation is {@code image_head_std}.
   *
   * @param feature [N, F]
   * @return [N, 64, 64, C]
   */
  Operand<TFloat32> decode(Operand<TFloat32> feature) {
    return last().apply(hidden(feature));
  }

  /**
   * Log-likelihood of images in nats.
   *
   * @param feature [N, F]
   * @param image [N, 64, 64, C]
   * @throws IllegalArgumentException if the image is not 64 x 64 x C
   */
  Likelihood likelihood(Operand<TFloat32> feature, Operand<TFloat32> image) {
    Shapes.check("image", image, -1, 64, 64, channels);
    Operand<TFloat32> hidden = hidden(feature);
    var tf = net.tf();
    Operand<TFloat32> error =
        last().hasPhases()
            ? tf.math.sub(last().phases(hidden), last().toPhases(image))
            : tf.math.sub(last().apply(hidden), image);
    Operand<TFloat32> squares = tf.sum(tf.math.square(error), tf.constant(new int[] {1, 2, 3}));
    Operand<TFloat32> rows = tf.dtypes.cast(net.rows(feature), net.type());
    return new Likelihood(
        logProb(squares), logProb(tf.math.div(net.times(tf.nn.l2Loss(error), 2), rows)));
  }

  /**
   * Log-likelihood of images, summed over their pixels, in nats.
   *
   * @param each [N], to look at
   * @param mean of all, a scalar, to train with. It passes once over the pixels where the mean of
   *     {@code each} would three times, and its gradient once in place of twice.
   */
  record Likelihood(Operand<TFloat32> each, Operand<TFloat32> mean) {}

  /** Given sums of an image's squared errors. */
  private Operand<TFloat32> logProb(Operand<TFloat32> squares) {
    double constant = 64 * 64 * channels * (Normal.HALF_LOG_TWO_PI + Math.log(stddev));
    return net.plus(net.times(squares, -0.5 / (stddev * stddev)), -constant);
  }

  /** C, channels of the images. */
  int channels() {
    return channels;
  }

  private Operand<TFloat32> hidden(Operand<TFloat32> feature) {
    Shapes.check("feature", feature, -1, featureSize);
    Operand<TFloat32> hidden = layers.get(0).applyRectifiedAfter(dense, feature);
    for (ConvTranspose2d layer : layers.subList(1, layers.size() - 1)) {
      hidden = layer.applyRectified(hidden);
    }
    return hidden;
  }

  private ConvTranspose2d last() {
    return layers.get(layers.size() - 1);
  }
}
