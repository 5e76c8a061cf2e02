package org.dreamer4j.models.dist;

import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A normal distribution of independent elements.
 *
 * @param mean any shape
 * @param stddev same shape, or broadcast to it
 */
public record Normal(Operand<TFloat32> mean, Operand<TFloat32> stddev) {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** {@code mean + stddev * noise}, with standard normal noise of the mean's shape. */
  public Operand<TFloat32> sample(Net net, Operand<TFloat32> noise) {
    return net.tf().math.add(mean, net.tf().math.mul(stddev, noise));
  }

  /** Log-density of each element, in nats. */
  public Operand<TFloat32> logProb(Net net, Operand<TFloat32> value) {
    var tf = net.tf();
    Operand<TFloat32> z = tf.math.div(tf.math.sub(value, mean), stddev);
    return tf.math.sub(
        net.plus(net.times(tf.math.square(z), -0.5), -HALF_LOG_TWO_PI), tf.math.log(stddev));
  }

  /**
   * Log-density of each element under a normal with standard deviation 1: what the image, reward,
   * value and state heads are trained with.
   */
  public static Operand<TFloat32> unitLogProb(
      Net net, Operand<TFloat32> mean, Operand<TFloat32> value) {
    return net.plus(
        net.times(net.tf().math.squaredDifference(value, mean), -0.5), -HALF_LOG_TWO_PI);
  }

  /** Kullback-Leibler divergence KL(this || other), summed over the last axis, in nats. */
  public Operand<TFloat32> divergenceFrom(Net net, Normal other) {
    var tf = net.tf();
    Operand<TFloat32> variance = tf.math.square(tf.math.div(stddev, other.stddev));
    Operand<TFloat32> shift =
        tf.math.square(tf.math.div(tf.math.sub(mean, other.mean), other.stddev));
    Operand<TFloat32> elements =
        tf.math.sub(net.plus(tf.math.add(variance, shift), -1), tf.math.log(variance));
    return net.times(net.sumLast(elements), 0.5);
  }

  /** Entropy summed over the last axis, in nats. */
  public Operand<TFloat32> entropy(Net net) {
    return net.sumLast(net.plus(net.tf().math.log(stddev), 0.5 + HALF_LOG_TWO_PI));
  }
}
