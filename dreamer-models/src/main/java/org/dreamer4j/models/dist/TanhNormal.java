package org.dreamer4j.models.dist;

import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * tanh of a normal: the distribution of continuous actions in (-1, 1).
 *
 * @param base the normal before tanh, [N, A]
 */
public record TanhNormal(Normal base) implements PolicyDistribution {
  private static final double LARGEST = 0.99999997;

  @Override
  public NoiseKind noise() {
    return NoiseKind.NORMAL;
  }

  /** {@code tanh(mean + stddev * noise)}: [N, A] from standard normal noise [N, A]. */
  @Override
  public Operand<TFloat32> sample(Net net, Operand<TFloat32> noise) {
    return net.tf().math.tanh(base.sample(net, noise));
  }

  /**
   * Log-density of an action, summed over its dimensions, in nats. The action is clipped to
   * +-0.99999997 before its inverse is taken.
   *
   * @param action [..., N, A]
   * @return [..., N]
   */
  @Override
  public Operand<TFloat32> logProb(Net net, Operand<TFloat32> action) {
    var tf = net.tf();
    Operand<TFloat32> x =
        tf.math.atanh(tf.clipByValue(action, net.constant(-LARGEST), net.constant(LARGEST)));
    Operand<TFloat32> softplus = tf.math.softplus(net.times(x, -2));
    Operand<TFloat32> logDeterminant =
        net.times(tf.math.sub(net.plus(net.times(x, -1), Math.log(2)), softplus), 2);
    return net.sumLast(tf.math.sub(base.logProb(net, x), logDeterminant));
  }

  /**
   * The most likely of {@link #SAMPLES} samples, chosen for each row, as in the reference.
   *
   * @param noise standard normal, [SAMPLES, N, A]
   * @return [N, A]
   */
  @Override
  public Operand<TFloat32> mode(Net net, Operand<TFloat32> noise) {
    var tf = net.tf();
    Operand<TFloat32> samples = sample(net, noise);
    Operand<TInt64> best = tf.math.argMax(logProb(net, samples), tf.constant(0));
    Operand<TFloat32> chosen =
        tf.oneHot(
            best,
            tf.constant(SAMPLES),
            net.constant(1),
            net.constant(0),
            org.tensorflow.op.core.OneHot.axis(0L));
    return tf.sum(tf.math.mul(samples, tf.expandDims(chosen, tf.constant(-1))), tf.constant(0));
  }

  /** {@code tanh(mean)}. */
  @Override
  public Operand<TFloat32> withoutNoise(Net net) {
    return net.tf().math.tanh(base.mean());
  }

  @Override
  public Operand<TFloat32> entropy(Net net, Operand<TFloat32> noise) {
    Operand<TFloat32> logProb = logProb(net, sample(net, noise));
    return net.times(net.tf().math.mean(logProb, net.tf().constant(0)), -1);
  }

  @Override
  public Operand<TFloat32> spread(Net net) {
    return base.stddev();
  }
}
