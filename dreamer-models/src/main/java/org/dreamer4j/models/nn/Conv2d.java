package org.dreamer4j.models.nn;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A convolution of stride 2 without padding, as {@code tf.layers.conv2d}: [N, h, w, in] to [N, (h -
 * k) / 2 + 1, (w - k) / 2 + 1, out].
 */
public final class Conv2d {
  /** TensorFlow's kernel and its gradient are slow when the output has only so many rows. */
  private static final long SMALL = 2;

  /** With fewer channels, such as those of an image, pairs of pixels gain nothing. */
  private static final long FEWEST_PAIRED = 4;

  private final Net net;
  private final Convolutions form;
  private final int size;
  private final long in;
  private final long out;
  private final Variable<TFloat32> kernel;
  private final Variable<TFloat32> bias;

  /** Makes {@code <name>/kernel} [k, k, in, out] and {@code <name>/bias} [out]. */
  public Conv2d(Net net, String name, int k, long in, long out, Convolutions form) {
    this.net = net;
    this.form = form;
    this.size = k;
    this.in = in;
    this.out = out;
    this.kernel = net.variables().kernel(name + "/kernel", k, k, in, out);
    this.bias = net.variables().bias(name + "/bias", out, 0);
  }

  /** Applies the layer to images of known h and w. */
  public Operand<TFloat32> apply(Operand<TFloat32> x) {
    return apply(x, kernel.value());
  }

  /**
   * The same for another layer with an even kernel, in training perhaps without the last of an odd
   * number of columns: that layer leaves it out, and is faster where the number is even.
   */
  public Operand<TFloat32> applyForEven(Operand<TFloat32> x) {
    long columns = outputs(x.shape().get(2), size);
    if (form == Convolutions.PLAIN || columns % 2 == 0 || columns <= SMALL || !trains(x)) {
      return apply(x);
    }
    // A kernel with columns of zeros at its end has no room for the last window.
    int zeros = Math.toIntExact((x.shape().get(2) - size) % 2) + 1;
    Operand<TInt32> amounts = net.tf().constant(new int[][] {{0, 0}, {0, zeros}, {0, 0}, {0, 0}});
    return apply(x, net.tf().pad(kernel.value(), amounts, net.constant(0)));
  }

  /** Applies the layer with its kernel, which may have zeros at the end of its lines. */
  private Operand<TFloat32> apply(Operand<TFloat32> x, Operand<TFloat32> weights) {
    long rows = outputs(x.shape().get(1), size);
    long columns = outputs(x.shape().get(2), weights.shape().get(1));
    boolean small = rows <= SMALL && columns <= SMALL;
    if (form == Convolutions.PLAIN || !(small || trains(x))) {
      return biased(convolved(x, weights));
    }
    // TensorFlow takes the gradients of a convolution's kernel and bias in one step that is slower
    // than two, unless the bias is added to another shape. Without gradients convolution, bias and
    // rectifier are one step.
    Operand<TFloat32> pixels =
        small ? product(x, rows, columns) : net.reshape(convolved(x, weights), -1, out);
    return net.reshape(biased(pixels), -1, rows, columns, out);
  }

  /** Training knows the number of images; where it is not known, the layer acts. */
  private static boolean trains(Operand<TFloat32> x) {
    return x.shape().get(0) != Shape.UNKNOWN_SIZE;
  }

  private static long outputs(long side, long kernelSide) {
    return (side - kernelSide) / 2 + 1;
  }

  private Operand<TFloat32> biased(Operand<TFloat32> y) {
    return net.tf().nn.biasAdd(y, bias.value());
  }

  private Operand<TFloat32> convolved(Operand<TFloat32> x, Operand<TFloat32> weights) {
    long width = x.shape().get(2);
    long kernelWidth = weights.shape().get(1);
    boolean even = kernelWidth % 2 == 0 && width % 2 == 0;
    if (form == Convolutions.PLAIN || !even || in < FEWEST_PAIRED) {
      return net.tf().nn.conv2d(x, weights, List.of(1L, 2L, 2L, 1L), "VALID");
    }
    // Two neighbours in a line as one pixel: the same numbers in the same order, but faster.
    Operand<TFloat32> pairs = net.reshape(x, -1, x.shape().get(1), width / 2, 2 * in);
    Operand<TFloat32> paired = net.reshape(weights, size, kernelWidth / 2, 2 * in, out);
    return net.tf().nn.conv2d(pairs, paired, List.of(1L, 2L, 1L, 1L), "VALID");
  }

  /** Windows become rows, in the kernel's order, and one matrix product does the rest. */
  private Operand<TFloat32> product(Operand<TFloat32> x, long rows, long columns) {
    Ops tf = net.tf();
    long width = (long) size * size * in;
    List<Operand<TFloat32>> windows = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        Operand<TFloat32> window =
            tf.slice(
                x,
                tf.constant(new int[] {0, 2 * row, 2 * column, 0}),
                tf.constant(new int[] {-1, size, size, -1}));
        windows.add(net.reshape(window, -1, width));
      }
    }
    return tf.linalg.matMul(
        net.reshape(net.stack(windows, 1), -1, width), net.reshape(kernel.value(), width, out));
  }
}
