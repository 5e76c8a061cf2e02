package org.dreamer4j.models;

import java.util.List;
import java.util.Optional;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.HeadsConfig;
import org.dreamer4j.core.config.LossConfig;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.nn.Dense;
import org.dreamer4j.models.nn.LayerNames;
import org.dreamer4j.models.nn.Mlp;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * Predicts features from embeddings, for contrastive predictive coding: a normal over the feature
 * [N, F] from the embedding [N, E]. Source: google-research/dreamer {@code training/utility.py}.
 *
 * <pre>
 * objective = log p(feature | embed) - log sum_j p(feature_j | embed)
 * </pre>
 *
 * where j goes through rolls of the batch along its sequences, its steps or both.
 */
final class ContrastiveHead {
  static final String NAME = "cpc";
  private static final double MIN_STD = 1e-2;
  private static final double INIT_STD = 1;

  private final Net net;
  private final HeadsConfig heads;
  private final Mlp hidden;
  private final Dense mean;
  private final Optional<Dense> stddev;

  ContrastiveHead(Net net, DreamerConfig config, long embedSize) {
    this.net = net;
    this.heads = config.heads();
    LayerNames names = new LayerNames(DenseHead.scope(NAME));
    long units = heads.numUnits();
    long size = config.model().featureSize();
    hidden =
        new Mlp(net, names, embedSize, units, heads.cpcHeadLayers(), config.model().activation());
    mean = new Dense(net, names.next("dense"), units, size);
    stddev =
        heads.cpcHeadStd().equals(HeadsConfig.LEARNED)
            ? Optional.of(new Dense(net, names.next("dense"), units, size))
            : Optional.empty();
  }

  /**
   * The contrastive objective of every row, in nats; larger is better.
   *
   * @param embed [B T, E]
   * @param feature [B T, F]
   * @param size B
   * @param length T
   * @return [B T]
   */
  Operand<TFloat32> objective(
      LossConfig config, Operand<TFloat32> embed, Operand<TFloat32> feature, int size, int length) {
    var tf = net.tf();
    Normal prediction = prediction(embed);
    Operand<TFloat32> scores = scores(prediction, feature);
    int[][][] others = Contrast.of(config, size, length);
    Operand<TFloat32> negatives = tf.gatherNd(scores, tf.constant(StdArrays.ndCopyOf(others)));
    Operand<TFloat32> most = tf.stopGradient(tf.max(negatives, tf.constant(1), Max.keepDims(true)));
    Operand<TFloat32> sum = tf.sum(tf.math.exp(tf.math.sub(negatives, most)), tf.constant(1));
    Operand<TFloat32> logSum =
        tf.math.add(tf.math.log(sum), tf.squeeze(most, Squeeze.axis(List.of(1L))));
    return tf.math.sub(net.sumLast(prediction.logProb(net, feature)), logSum);
  }

  /** What an embedding says of the feature: [N, E] to a normal over [N, F]. */
  Normal prediction(Operand<TFloat32> embed) {
    var tf = net.tf();
    Operand<TFloat32> x = hidden.apply(embed);
    Operand<TFloat32> center = mean.apply(x);
    if (stddev.isEmpty()) {
      Operand<TFloat32> fixed =
          tf.fill(tf.shape(center), net.constant(Double.parseDouble(heads.cpcHeadStd())));
      return new Normal(center, fixed);
    }
    double raw = Math.log(Math.expm1(INIT_STD));
    return new Normal(
        center, net.plus(tf.math.softplus(net.plus(stddev.get().apply(x), raw)), MIN_STD));
  }

  /** log p(feature_j | embed_i) for all rows i and j, [B T, B T]. */
  private Operand<TFloat32> scores(Normal prediction, Operand<TFloat32> feature) {
    var tf = net.tf();
    Operand<TFloat32> precision = tf.math.reciprocal(tf.math.square(prediction.stddev()));
    Operand<TFloat32> weighted = tf.math.mul(prediction.mean(), precision);
    Operand<TFloat32> quadratic = product(precision, tf.math.square(feature));
    Operand<TFloat32> linear = net.times(product(weighted, feature), -2);
    Operand<TFloat32> own =
        net.sumLast(
            tf.math.add(
                tf.math.mul(prediction.mean(), weighted),
                net.plus(
                    net.times(tf.math.log(prediction.stddev()), 2), 2 * Normal.HALF_LOG_TWO_PI)));
    Operand<TFloat32> all =
        tf.math.add(tf.math.add(quadratic, linear), tf.expandDims(own, tf.constant(1)));
    return net.times(all, -0.5);
  }

  /** a b^T. */
  private Operand<TFloat32> product(Operand<TFloat32> a, Operand<TFloat32> b) {
    return net.tf().linalg.matMul(a, b, MatMul.transposeB(true));
  }
}
