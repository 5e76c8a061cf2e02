package org.dreamer4j.models.dist;

import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One of A actions as a one-hot vector. Source: google-research/dreamer {@code
 * distributions/one_hot.py}.
 *
 * @param logits unnormalised log-probabilities, [N, A]
 * @param gradient what a sample is differentiated by
 */
public record OneHot(Operand<TFloat32> logits, Gradient gradient) implements PolicyDistribution {
  /** How a gradient passes a choice. */
  public enum Gradient {
    /** {@code sample * exp(log p - sg(log p))}: the score function. */
    SCORE,
    /** {@code sample + p - sg(p)}: straight through. */
    STRAIGHT
  }

  @Override
  public NoiseKind noise() {
    return NoiseKind.GUMBEL;
  }

  /** The choice with the largest logit plus noise, with the gradient attached. */
  @Override
  public Operand<TFloat32> sample(Net net, Operand<TFloat32> noise) {
    var tf = net.tf();
    Operand<TFloat32> choice = hot(net, tf.math.add(logits, noise));
    if (gradient == Gradient.STRAIGHT) {
      Operand<TFloat32> probs = mean(net);
      return tf.math.add(choice, tf.math.sub(probs, tf.stopGradient(probs)));
    }
    Operand<TFloat32> logProb = logProb(net, choice);
    Operand<TFloat32> one = tf.math.exp(tf.math.sub(logProb, tf.stopGradient(logProb)));
    return tf.math.mul(choice, tf.expandDims(one, tf.constant(-1)));
  }

  @Override
  public Operand<TFloat32> mode(Net net, Operand<TFloat32> noise) {
    return withoutNoise(net);
  }

  /** Log-probability of the action's largest element. */
  @Override
  public Operand<TFloat32> logProb(Net net, Operand<TFloat32> action) {
    return net.sumLast(net.tf().math.mul(hot(net, action), net.tf().nn.logSoftmax(logits)));
  }

  @Override
  public Operand<TFloat32> withoutNoise(Net net) {
    return hot(net, logits);
  }

  @Override
  public Operand<TFloat32> entropy(Net net, Operand<TFloat32> noise) {
    return net.times(net.sumLast(net.tf().math.mul(mean(net), net.tf().nn.logSoftmax(logits))), -1);
  }

  @Override
  public Operand<TFloat32> spread(Net net) {
    return net.tf().math.sub(net.constant(1), net.tf().max(mean(net), net.tf().constant(-1)));
  }

  /** Probabilities, [N, A]. */
  public Operand<TFloat32> mean(Net net) {
    return net.tf().nn.softmax(logits);
  }

  private static Operand<TFloat32> hot(Net net, Operand<TFloat32> scores) {
    var tf = net.tf();
    Operand<TInt32> best = tf.math.argMax(scores, tf.constant(-1), TInt32.class);
    long size = scores.shape().get(scores.shape().numDimensions() - 1);
    return tf.oneHot(best, tf.constant(Math.toIntExact(size)), net.constant(1), net.constant(0));
  }
}
