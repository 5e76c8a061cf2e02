package org.dreamer4j.models.dist;

import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A Bernoulli distribution of independent elements.
 *
 * @param logits log-odds of 1, any shape
 */
public record Bernoulli(Operand<TFloat32> logits) {
  /** Probability of 1. */
  public Operand<TFloat32> mean(Net net) {
    return net.tf().math.sigmoid(logits);
  }

  /**
   * Log-likelihood of each element, in nats; a soft label between 0 and 1 weighs both outcomes.
   * {@code t log s(l) + (1 - t) log s(-l)} with {@code log s(l) = -softplus(-l)}.
   */
  public Operand<TFloat32> logProb(Net net, Operand<TFloat32> label) {
    var tf = net.tf();
    return tf.math.sub(tf.math.mul(label, logits), tf.math.softplus(logits));
  }
}
