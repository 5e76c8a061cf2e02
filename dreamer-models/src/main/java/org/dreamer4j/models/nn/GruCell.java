package org.dreamer4j.models.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The gated recurrent unit of {@code tf.contrib.rnn.GRUBlockCell}: the reset gate acts before the
 * candidate's product.
 *
 * <pre>
 * [r, u] = sigmoid([x, h] W_ru + b_ru)     b_ru starts at 1
 * c      = tanh([x, r * h] W_c + b_c)
 * h'     = (1 - u) * c + u * h
 * </pre>
 */
public final class GruCell implements RecurrentCell {
  private final Net net;
  private final Variable<TFloat32> gateKernel;
  private final Variable<TFloat32> gateBias;
  private final Variable<TFloat32> candidateKernel;
  private final Variable<TFloat32> candidateBias;

  /**
   * Makes {@code w_ru} [in + units, 2 units], {@code b_ru}, {@code w_c} [in + units, units] and
   * {@code b_c} below {@code name}.
   */
  public GruCell(Net net, String name, long in, long units) {
    this.net = net;
    Variables variables = net.variables();
    gateKernel = variables.kernel(name + "/w_ru", in + units, 2 * units);
    gateBias = variables.bias(name + "/b_ru", 2 * units, 1);
    candidateKernel = variables.kernel(name + "/w_c", in + units, units);
    candidateBias = variables.bias(name + "/b_c", units, 0);
  }

  @Override
  public Operand<TFloat32> apply(Operand<TFloat32> x, Operand<TFloat32> h) {
    var tf = net.tf();
    Operand<TFloat32> gates = tf.math.sigmoid(affine(net.concatLast(x, h), gateKernel, gateBias));
    List<? extends Operand<TFloat32>> parts = tf.split(tf.constant(1), gates, 2L).output();
    Operand<TFloat32> reset = parts.get(0);
    Operand<TFloat32> update = parts.get(1);
    Operand<TFloat32> candidate =
        tf.math.tanh(
            affine(net.concatLast(x, tf.math.mul(reset, h)), candidateKernel, candidateBias));
    return tf.math.add(
        tf.math.mul(tf.math.sub(net.constant(1), update), candidate), tf.math.mul(update, h));
  }

  private Operand<TFloat32> affine(
      Operand<TFloat32> x, Variable<TFloat32> kernel, Variable<TFloat32> bias) {
    return net.tf().nn.biasAdd(net.tf().linalg.matMul(x, kernel.value()), bias.value());
  }
}
