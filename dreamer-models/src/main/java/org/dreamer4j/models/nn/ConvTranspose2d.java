package org.dreamer4j.models.nn;

import java.util.List;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A transposed convolution of stride 2 without padding, as {@code tf.layers.conv2d_transpose}: [N,
 * h, w, in] to [N, 2 h + k - 2, 2 w + k - 2, out].
 */
public final class ConvTranspose2d {
  private final Net net;
  private final Convolutions form;
  private final int size;
  private final long in;
  private final long out;
  private final Variable<TFloat32> kernel;
  private final Variable<TFloat32> bias;

  /** Makes {@code <name>/kernel} [k, k, out, in] and {@code <name>/bias} [out]. */
  public ConvTranspose2d(Net net, String name, int k, long in, long out, Convolutions form) {
    this.net = net;
    this.form = form;
    this.size = k;
    this.in = in;
    this.out = out;
    this.kernel = net.variables().kernel(name + "/kernel", k, k, out, in);
    this.bias = net.variables().bias(name + "/bias", out, 0);
  }

  /** Applies the layer. */
  public Operand<TFloat32> apply(Operand<TFloat32> x) {
    long height = x.shape().get(1);
    Operand<TFloat32> y;
    if (form == Convolutions.REWRITTEN && height == 1) {
      y = fromPoint(x);
    } else if (form == Convolutions.REWRITTEN && size % 2 == 0 && out <= 4) {
      y = byPhases(x);
    } else {
      y = plain(x);
    }
    return net.tf().nn.biasAdd(y, bias.value());
  }

  private Operand<TFloat32> plain(Operand<TFloat32> x) {
    Ops tf = net.tf();
    int height = Math.toIntExact(2 * x.shape().get(1) + size - 2);
    int width = Math.toIntExact(2 * x.shape().get(2) + size - 2);
    Operand<TInt32> shape =
        tf.stack(
            List.of(
                net.rows(x),
                tf.constant(height),
                tf.constant(width),
                tf.constant(Math.toIntExact(out))));
    Operand<TFloat32> y =
        tf.nn.conv2dBackpropInput(shape, kernel.value(), x, List.of(1L, 2L, 2L, 1L), "VALID");
    return net.reshape(y, -1, height, width, out);
  }

  /** A 1 x 1 input is a matrix product. */
  private Operand<TFloat32> fromPoint(Operand<TFloat32> x) {
    Ops tf = net.tf();
    Operand<TFloat32> weights =
        net.reshape(
            tf.linalg.transpose(kernel.value(), tf.constant(new int[] {3, 0, 1, 2})),
            in,
            (long) size * size * out);
    return net.reshape(tf.linalg.matMul(net.reshape(x, -1, in), weights), -1, size, size, out);
  }

  /** The four phases of the output are channels of one dense convolution over the padded input. */
  private Operand<TFloat32> byPhases(Operand<TFloat32> x) {
    Ops tf = net.tf();
    int half = size / 2;
    int pad = half - 1;
    Operand<TFloat32> phases =
        tf.linalg.transpose(
            net.reshape(kernel.value(), half, 2, half, 2, out, in),
            tf.constant(new int[] {0, 2, 5, 1, 3, 4}));
    Operand<TFloat32> weights =
        net.reshape(tf.reverse(phases, tf.constant(new int[] {0, 1})), half, half, in, 4 * out);
    Operand<TFloat32> padded =
        tf.pad(
            x, tf.constant(new int[][] {{0, 0}, {pad, pad}, {pad, pad}, {0, 0}}), net.constant(0));
    return tf.nn.depthToSpace(tf.nn.conv2d(padded, weights, List.of(1L, 1L, 1L, 1L), "VALID"), 2L);
  }
}
