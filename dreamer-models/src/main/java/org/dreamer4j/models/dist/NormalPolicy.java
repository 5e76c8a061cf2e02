package org.dreamer4j.models.dist;

import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A normal as a distribution of actions.
 *
 * @param base [N, A]
 */
public record NormalPolicy(Normal base) implements PolicyDistribution {
  @Override
  public NoiseKind noise() {
    return NoiseKind.NORMAL;
  }

  @Override
  public Operand<TFloat32> sample(Net net, Operand<TFloat32> noise) {
    return base.sample(net, noise);
  }

  @Override
  public Operand<TFloat32> mode(Net net, Operand<TFloat32> noise) {
    return withoutNoise(net);
  }

  @Override
  public Operand<TFloat32> logProb(Net net, Operand<TFloat32> action) {
    return net.sumLast(base.logProb(net, action));
  }

  @Override
  public Operand<TFloat32> withoutNoise(Net net) {
    return base.mean();
  }

  @Override
  public Operand<TFloat32> entropy(Net net, Operand<TFloat32> noise) {
    return base.entropy(net);
  }

  @Override
  public Operand<TFloat32> spread(Net net) {
    return base.stddev();
  }
}
