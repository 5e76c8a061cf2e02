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
  private static final long PHASE_BLOCK = 16;

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
    if (hasPhases()) {
      Operand<TFloat32> kept =
          net.tf()
              .slice(
                  phases(x),
                  net.tf().constant(new int[4]),
                  net.tf().constant(new int[] {-1, -1, -1, Math.toIntExact(4 * out)}));
      return net.tf().nn.depthToSpace(kept, 2L);
    }
    boolean point = form == Convolutions.REWRITTEN && x.shape().get(1) == 1;
    return net.tf().nn.biasAdd(point ? fromPoint(x) : plain(x), bias.value());
  }

  /** Whether {@link #phases} is the faster way to this layer's output. */
  public boolean hasPhases() {
    return form == Convolutions.REWRITTEN && size % 2 == 0 && out <= PHASE_BLOCK / 4;
  }

  /**
   * The output before its pixels are put in place: [N, h + k / 2 - 1, w + k / 2 - 1, 16], where
   * channel {@code (2 i + j) out + c} is channel c of the pixel in row i and column j of a 2 x 2
   * block, and the channels from {@code 4 out} on are 0.
   */
  public Operand<TFloat32> phases(Operand<TFloat32> x) {
    Ops tf = net.tf();
    int half = size / 2;
    int pad = half - 1;
    Operand<TFloat32> order =
        tf.linalg.transpose(
            net.reshape(kernel.value(), half, 2, half, 2, out, in),
            tf.constant(new int[] {0, 2, 5, 1, 3, 4}));
    Operand<TFloat32> weights =
        net.reshape(tf.reverse(order, tf.constant(new int[] {0, 1})), half, half, in, 4 * out);
    Operand<TFloat32> biases = tf.tile(bias.value(), tf.constant(new int[] {4}));
    // TensorFlow's kernels want whole vectors of channels.
    int missing = Math.toIntExact(PHASE_BLOCK - 4 * out);
    Operand<TFloat32> padded = pad(x, new int[][] {{0, 0}, {pad, pad}, {pad, pad}, {0, 0}});
    Operand<TFloat32> y =
        tf.nn.conv2d(
            padded,
            pad(weights, new int[][] {{0, 0}, {0, 0}, {0, 0}, {0, missing}}),
            List.of(1L, 1L, 1L, 1L),
            "VALID");
    return tf.nn.biasAdd(y, pad(biases, new int[][] {{0, missing}}));
  }

  /** An image in the order of {@link #phases}: [N, 2 h, 2 w, out] to [N, h, w, 16]. */
  public Operand<TFloat32> toPhases(Operand<TFloat32> image) {
    int missing = Math.toIntExact(PHASE_BLOCK - 4 * out);
    return pad(
        net.tf().nn.spaceToDepth(image, 2L), new int[][] {{0, 0}, {0, 0}, {0, 0}, {0, missing}});
  }

  private Operand<TFloat32> pad(Operand<TFloat32> x, int[][] amounts) {
    return net.tf().pad(x, net.tf().constant(amounts), net.constant(0));
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
}
