package org.dreamer4j.models.dist;

import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A normal cut off at -1 and 1 and scaled up to integrate to 1.
 *
 * <p>All is computed for the distribution that is mirrored until its mean is positive: its bounds
 * then lie in the lower tail of the normal, which floats resolve however far out the mean is.
 *
 * @param base the normal before it is cut off, [N, A]
 */
public record TruncatedNormal(Normal base) implements PolicyDistribution {
  private static final double ROOT_HALF = Math.sqrt(0.5);

  /** Probabilities between which a float has an inverse. */
  private static final double SMALLEST = 1e-37;

  private static final double LARGEST = 1 - 1e-7;

  /** From here on down the normal's tail is a series: floats do not reach much further. */
  private static final double TAIL = -12;

  @Override
  public NoiseKind noise() {
    return NoiseKind.UNIFORM;
  }

  /**
   * The inverse of the distribution function at the noise. A bound, without a gradient, where the
   * mean is more than some twelve deviations beyond it.
   */
  @Override
  public Operand<TFloat32> sample(Net net, Operand<TFloat32> noise) {
    var tf = net.tf();
    Operand<TFloat32> side = side(net);
    Operand<TFloat32> mirrored = net.plus(tf.math.mul(side, net.plus(noise, -0.5)), 0.5);
    Operand<TFloat32> low = probability(net, distance(net, -1));
    Operand<TFloat32> high = probability(net, distance(net, 1));
    Operand<TFloat32> at = tf.math.add(low, tf.math.mul(tf.math.sub(high, low), mirrored));
    Operand<TFloat32> inside = tf.clipByValue(at, net.constant(SMALLEST), net.constant(LARGEST));
    Operand<TFloat32> step = tf.math.mul(base.stddev(), tf.math.ndtri(inside));
    return clip(net, tf.math.add(base.mean(), tf.math.mul(side, step)));
  }

  @Override
  public Operand<TFloat32> mode(Net net, Operand<TFloat32> noise) {
    return withoutNoise(net);
  }

  @Override
  public Operand<TFloat32> logProb(Net net, Operand<TFloat32> action) {
    return net.sumLast(net.tf().math.sub(base.logProb(net, action), logMass(net)));
  }

  @Override
  public Operand<TFloat32> withoutNoise(Net net) {
    return clip(net, base.mean());
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

  /** log of the normal's mass between -1 and 1. */
  private Operand<TFloat32> logMass(Net net) {
    var tf = net.tf();
    Operand<TFloat32> high = logProbability(net, distance(net, 1));
    Operand<TFloat32> low = logProbability(net, distance(net, -1));
    Operand<TFloat32> part = net.times(tf.math.expm1(tf.math.sub(low, high)), -1);
    return tf.math.add(high, tf.math.log(part));
  }

  /** -1 where the mean is negative, else 1. */
  private Operand<TFloat32> side(Net net) {
    var tf = net.tf();
    Operand<TFloat32> isNegative =
        tf.dtypes.cast(tf.math.less(base.mean(), net.constant(0)), net.type());
    return net.plus(net.times(isNegative, -2), 1);
  }

  /** Deviations from the mean, mirrored, to a bound. */
  private Operand<TFloat32> distance(Net net, double bound) {
    var tf = net.tf();
    Operand<TFloat32> mean = tf.math.mul(side(net), base.mean());
    return tf.math.div(tf.math.sub(net.constant(bound), mean), base.stddev());
  }

  /** Mass of the standard normal below z. */
  private static Operand<TFloat32> probability(Net net, Operand<TFloat32> z) {
    var tf = net.tf();
    Operand<TFloat32> below = net.times(tf.math.erfc(net.times(z, -ROOT_HALF)), 0.5);
    Operand<TFloat32> density =
        tf.math.exp(net.plus(net.times(tf.math.square(z), -0.5), -Normal.HALF_LOG_TWO_PI));
    // TensorFlow does not differentiate erfc here: a term of 0 carries the gradient.
    Operand<TFloat32> none = tf.math.sub(z, tf.stopGradient(z));
    return tf.math.add(tf.stopGradient(below), tf.math.mul(tf.stopGradient(density), none));
  }

  /** log of the mass of the standard normal below z; of the two parts one is constant. */
  private static Operand<TFloat32> logProbability(Net net, Operand<TFloat32> z) {
    var tf = net.tf();
    Operand<TFloat32> near = tf.math.log(probability(net, tf.math.maximum(z, net.constant(TAIL))));
    Operand<TFloat32> far = tail(net, tf.math.minimum(z, net.constant(TAIL)));
    return tf.math.sub(tf.math.add(near, far), tail(net, net.constant(TAIL)));
  }

  /** log of the mass below z far from the mean: density / -z times a series in 1 / z^2. */
  private static Operand<TFloat32> tail(Net net, Operand<TFloat32> z) {
    var tf = net.tf();
    Operand<TFloat32> square = tf.math.square(z);
    Operand<TFloat32> y = tf.math.reciprocal(square);
    Operand<TFloat32> series =
        tf.math.mul(y, net.plus(tf.math.mul(y, net.plus(net.times(y, -15), 3)), -1));
    return tf.math.add(
        net.plus(net.times(square, -0.5), -Normal.HALF_LOG_TWO_PI),
        tf.math.sub(tf.math.log1p(series), tf.math.log(net.times(z, -1))));
  }

  private static Operand<TFloat32> clip(Net net, Operand<TFloat32> x) {
    return net.tf().clipByValue(x, net.constant(-1), net.constant(1));
  }
}
