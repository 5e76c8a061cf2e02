package org.dreamer4j.models.nn;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A linear layer: [N, in] to [N, out], {@code x W + b}, as {@code tf.layers.dense}. */
public final class Dense {
  private final Net net;
  private final Variable<TFloat32> kernel;
  private final Variable<TFloat32> bias;

  /**
   * Makes the variables {@code <name>/kernel} [in, out] and {@code <name>/bias} [out].
   *
   * @param in features that come in
   * @param out features that go out
   */
  public Dense(Net net, String name, long in, long out) {
    this.net = net;
    this.kernel = net.variables().kernel(name + "/kernel", in, out);
    this.bias = net.variables().bias(name + "/bias", out, 0);
  }

  /** The weights as they are now, [in, out]. */
  Operand<TFloat32> kernel() {
    return kernel.value();
  }

  /** The bias as it is now, [out]. */
  Operand<TFloat32> bias() {
    return bias.value();
  }

  /** Applies the layer: [N, in] to [N, out]. */
  public Operand<TFloat32> apply(Operand<TFloat32> x) {
    return applied(x).y();
  }

  /** Applies the layer, for who needs more than what it gives. */
  Applied applied(Operand<TFloat32> x) {
    Operand<TFloat32> product = net.tf().linalg.matMul(x, kernel());
    return new Applied(x, kernel(), bias(), net.tf().nn.biasAdd(product, bias()));
  }

  /**
   * A layer that was applied: y = x kernel + bias.
   *
   * @param x [N, in]
   * @param kernel [in, out]
   * @param bias [out]
   * @param y [N, out]
   */
  record Applied(
      Operand<TFloat32> x, Operand<TFloat32> kernel, Operand<TFloat32> bias, Operand<TFloat32> y) {}
}
