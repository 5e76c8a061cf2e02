package org.dreamer4j.models.dist;

import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A distribution of actions [N, A]. Noise is an argument of the kind that {@link #noise} names. */
public sealed interface PolicyDistribution
    permits TanhNormal, NormalPolicy, TruncatedNormal, Deterministic, OneHot {
  /** Samples that stand for a mode or an entropy without a formula. */
  int SAMPLES = 100;

  /** Kinds of noise that samples are made of. */
  enum NoiseKind {
    /** Standard normal. */
    NORMAL,
    /** Uniform in [0, 1). */
    UNIFORM,
    /** Standard Gumbel: -log(-log(u)) of a uniform u. */
    GUMBEL
  }

  /** The noise that {@link #sample} takes. */
  NoiseKind noise();

  /**
   * A sample, differentiable in the distribution.
   *
   * @param noise [..., N, A]
   * @return [..., N, A]
   */
  Operand<TFloat32> sample(Net net, Operand<TFloat32> noise);

  /**
   * The most likely action, of {@link #SAMPLES} samples where there is no formula.
   *
   * @param noise [SAMPLES, N, A]
   * @return [N, A]
   */
  Operand<TFloat32> mode(Net net, Operand<TFloat32> noise);

  /**
   * The action without any noise: the mean, within its bounds, or the most likely choice, [N, A].
   */
  Operand<TFloat32> withoutNoise(Net net);

  /**
   * Log-density or log-probability, summed over the action's elements, in nats.
   *
   * @param action [..., N, A]
   * @return [..., N]
   */
  Operand<TFloat32> logProb(Net net, Operand<TFloat32> action);

  /**
   * Entropy in nats, of {@link #SAMPLES} samples where there is no formula.
   *
   * @param noise [SAMPLES, N, A]
   * @return [N]
   */
  Operand<TFloat32> entropy(Net net, Operand<TFloat32> noise);

  /** How wide the distribution is, any shape; for figures. */
  Operand<TFloat32> spread(Net net);
}
