package org.dreamer4j.models.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The gated recurrent unit of Keras with {@code reset_after}: the reset gate acts after the
 * candidate's product. Its weights cannot be converted into those of {@link GruCell}.
 *
 * <pre>
 * [xz, xr, xc] = x W + b_0        [hz, hr, hc] = h U + b_1
 * z = sigmoid(xz + hz)            r = sigmoid(xr + hr)
 * c = tanh(xc + r * hc)           h' = z * h + (1 - z) * c
 * </pre>
 */
public final class ResetAfterGruCell implements RecurrentCell {
  private final Net net;
  private final Variable<TFloat32> kernel;
  private final Variable<TFloat32> recurrentKernel;
  private final Variable<TFloat32> bias;

  /**
   * Makes {@code kernel} [in, 3 units], {@code recurrent_kernel} [units, 3 units] and {@code bias}
   * [2, 3 units] below {@code name}.
   */
  public ResetAfterGruCell(Net net, String name, long in, long units) {
    this.net = net;
    Variables variables = net.variables();
    kernel = variables.kernel(name + "/kernel", in, 3 * units);
    recurrentKernel = variables.orthogonal(name + "/recurrent_kernel", units, 3 * units);
    bias = variables.biases(name + "/bias", 0, 2, 3 * units);
  }

  @Override
  public Operand<TFloat32> apply(Operand<TFloat32> x, Operand<TFloat32> h) {
    var tf = net.tf();
    List<Operand<TFloat32>> biases = net.unstack(bias.value(), 0);
    List<? extends Operand<TFloat32>> input = parts(x, kernel, biases.get(0));
    List<? extends Operand<TFloat32>> memory = parts(h, recurrentKernel, biases.get(1));
    Operand<TFloat32> update = tf.math.sigmoid(tf.math.add(input.get(0), memory.get(0)));
    Operand<TFloat32> reset = tf.math.sigmoid(tf.math.add(input.get(1), memory.get(1)));
    Operand<TFloat32> candidate =
        tf.math.tanh(tf.math.add(input.get(2), tf.math.mul(reset, memory.get(2))));
    return tf.math.add(
        tf.math.mul(update, h), tf.math.mul(tf.math.sub(net.constant(1), update), candidate));
  }

  private List<? extends Operand<TFloat32>> parts(
      Operand<TFloat32> x, Variable<TFloat32> weights, Operand<TFloat32> offset) {
    var tf = net.tf();
    Operand<TFloat32> all = tf.nn.biasAdd(tf.linalg.matMul(x, weights.value()), offset);
    return tf.split(tf.constant(1), all, 3L).output();
  }
}
