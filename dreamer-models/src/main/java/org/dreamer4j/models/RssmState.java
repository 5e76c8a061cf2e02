package org.dreamer4j.models;

import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A prior or posterior state, or a sequence of them.
 *
 * @param mean of the stochastic part, [..., S]
 * @param stddev of the stochastic part, [..., S]
 * @param sample of the stochastic part, [..., S]
 * @param belief the deterministic part, [..., D]; it is the recurrent state, too
 */
record RssmState(
    Operand<TFloat32> mean,
    Operand<TFloat32> stddev,
    Operand<TFloat32> sample,
    Operand<TFloat32> belief) {

  /** What the heads see: sample and belief, in this order, [..., F]. */
  Operand<TFloat32> feature(Net net) {
    return net.concatLast(sample, belief);
  }

  /** The distribution of the stochastic part. */
  Normal distribution() {
    return new Normal(mean, stddev);
  }

  /** The same state with the mean in place of a sample. */
  RssmState withoutNoise() {
    return new RssmState(mean, stddev, mean, belief);
  }

  /** The same state with no gradient into what made it, as rows [-1, size]. */
  RssmState detachedRows(Net net) {
    return new RssmState(
        detach(net, mean), detach(net, stddev), detach(net, sample), detach(net, belief));
  }

  /** The same rows, standard normal where the mask [N] is 0. */
  RssmState filled(Net net, Operand<TFloat32> mask) {
    var tf = net.tf();
    Operand<TFloat32> absent = tf.expandDims(tf.math.sub(net.constant(1), mask), tf.constant(1));
    return new RssmState(mean, tf.math.add(stddev, absent), sample, belief);
  }

  private static Operand<TFloat32> detach(Net net, Operand<TFloat32> x) {
    long size = x.shape().get(x.shape().numDimensions() - 1);
    return net.tf().stopGradient(net.reshape(x, -1, size));
  }
}
