package org.dreamer4j.models.dist;

import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One action for certain.
 *
 * @param value [N, A]
 */
public record Deterministic(Operand<TFloat32> value) implements PolicyDistribution {
  @Override
  public NoiseKind noise() {
    return NoiseKind.NORMAL;
  }

  @Override
  public Operand<TFloat32> sample(Net net, Operand<TFloat32> noise) {
    return value;
  }

  @Override
  public Operand<TFloat32> mode(Net net, Operand<TFloat32> noise) {
    return withoutNoise(net);
  }

  /** 0 for the value itself, minus infinity for anything else. */
  @Override
  public Operand<TFloat32> logProb(Net net, Operand<TFloat32> action) {
    var tf = net.tf();
    Operand<TFloat32> same = tf.dtypes.cast(tf.math.equal(action, value), net.type());
    return net.sumLast(tf.math.log(same));
  }

  @Override
  public Operand<TFloat32> withoutNoise(Net net) {
    return value;
  }

  /** 0. */
  @Override
  public Operand<TFloat32> entropy(Net net, Operand<TFloat32> noise) {
    return net.sumLast(net.times(value, 0));
  }

  @Override
  public Operand<TFloat32> spread(Net net) {
    return net.constant(0);
  }
}
