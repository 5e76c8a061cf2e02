package org.dreamer4j.models.dist;

import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A normal cut off at -1 and 1 and scaled up to integrate to 1.
 *
 * @param base the normal before it is cut off, [N, A]
 */
public record TruncatedNormal(Normal base) implements PolicyDistribution {
  private static final double ROOT_HALF = Math.sqrt(0.5);

  /** Bounds of the inverse, where erf is still apart from 1 in single precision. */
  private static final double LARGEST = 1 - 1e-6;

  @Override
  public NoiseKind noise() {
    return NoiseKind.UNIFORM;
  }

  /** The inverse of the distribution function at the noise. */
  @Override
  public Operand<TFloat32> sample(Net net, Operand<TFloat32> noise) {
    var tf = net.tf();
    Operand<TFloat32> low = erf(net, -1);
    Operand<TFloat32> high = erf(net, 1);
    Operand<TFloat32> at = tf.math.add(low, tf.math.mul(tf.math.sub(high, low), noise));
    Operand<TFloat32> inside = tf.clipByValue(at, net.constant(-LARGEST), net.constant(LARGEST));
    Operand<TFloat32> z = net.times(tf.math.erfinv(inside), 1 / ROOT_HALF);
    return clip(net, base.sample(net, z));
  }

  @Override
  public Operand<TFloat32> mode(Net net, Operand<TFloat32> noise) {
    return clip(net, base.mean());
  }

  @Override
  public Operand<TFloat32> logProb(Net net, Operand<TFloat32> action) {
    return net.sumLast(net.tf().math.sub(base.logProb(net, action), logMass(net)));
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
    Operand<TFloat32> twice = net.tf().math.sub(erf(net, 1), erf(net, -1));
    return net.tf().math.log(net.times(twice, 0.5));
  }

  private Operand<TFloat32> erf(Net net, double bound) {
    var tf = net.tf();
    Operand<TFloat32> z = tf.math.div(tf.math.sub(net.constant(bound), base.mean()), base.stddev());
    return tf.math.erf(net.times(z, ROOT_HALF));
  }

  private static Operand<TFloat32> clip(Net net, Operand<TFloat32> x) {
    return net.tf().clipByValue(x, net.constant(-1), net.constant(1));
  }
}
