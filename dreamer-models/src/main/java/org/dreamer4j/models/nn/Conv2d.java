package org.dreamer4j.models.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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

  /** Applies the layer, with a rectifier, to images of known h and w. */
  public Operand<TFloat32> applyRectified(Operand<TFloat32> x) {
    Operand<TFloat32> weights = kernel.value();
    if (form == Convolutions.PLAIN) {
      return net.tf().nn.relu(convolution(x, weights, 2).apply());
    }
    long rows = outputs(x.shape().get(1));
    long width = x.shape().get(2);
    long columns = outputs(width);
    if (rows <= SMALL && columns <= SMALL) {
      return net.reshape(products(x, rows, columns), -1, rows, columns, out);
    }
    if (size % 2 != 0 || width % 2 != 0 || in < FEWEST_PAIRED) {
      return convolution(x, weights, 2).rectified();
    }
    // Two neighbours in a line as one pixel: the same numbers in the same order, but faster.
    Operand<TFloat32> pairs = net.reshape(x, -1, x.shape().get(1), width / 2, 2 * in);
    Operand<TFloat32> paired = net.reshape(weights, size, size / 2, 2 * in, out);
    return convolution(pairs, paired, 1).rectified();
  }

  /**
   * The same for another layer with an even kernel, in training perhaps without the last of odd
   * numbers of rows and columns: that layer leaves them out, and is faster with an even number of
   * columns.
   */
  public Operand<TFloat32> applyRectifiedForEven(Operand<TFloat32> x) {
    long columns = outputs(x.shape().get(2));
    if (form == Convolutions.PLAIN || columns % 2 == 0 || columns <= SMALL || !net.trains(x)) {
      return applyRectified(x);
    }
    int[] sides = {-1, forEven(x.shape().get(1)), forEven(x.shape().get(2)), -1};
    return applyRectified(cut(x, 0, 0, sides));
  }

  private long outputs(long side) {
    return (side - size) / 2 + 1;
  }

  /** How much of a side an even number of outputs takes. */
  private int forEven(long side) {
    long outputs = outputs(side);
    return Math.toIntExact(2 * (outputs - outputs % 2) + size - 2);
  }

  private Operand<TFloat32> cut(Operand<TFloat32> x, int row, int column, int... sides) {
    Ops tf = net.tf();
    return tf.slice(x, tf.constant(new int[] {0, row, column, 0}), tf.constant(sides));
  }

  private Affine convolution(Operand<TFloat32> x, Operand<TFloat32> weights, long across) {
    List<Long> strides = List.of(1L, 2L, across, 1L);
    return affine((a, b) -> net.tf().nn.conv2d(a, b, strides, "VALID"), x, weights);
  }

  /**
   * Each window becomes a row, in the kernel's order, for products of matrices: one for all windows
   * where it acts, with few rows; one for each where it trains, where to put windows side by side,
   * and their gradients apart, takes longer.
   */
  private Operand<TFloat32> products(Operand<TFloat32> x, long rows, long columns) {
    long width = (long) size * size * in;
    List<Operand<TFloat32>> windows = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        Operand<TFloat32> window = cut(x, 2 * row, 2 * column, -1, size, size, -1);
        windows.add(net.reshape(window, -1, width));
      }
    }
    return net.trains(x)
        ? net.concatLast(windows.stream().map(window -> product(window, width)).toList())
        : product(net.reshape(net.stack(windows, 1), -1, width), width);
  }

  private Operand<TFloat32> product(Operand<TFloat32> windows, long width) {
    Operand<TFloat32> matrix = net.reshape(kernel.value(), width, out);
    return affine((a, b) -> net.tf().linalg.matMul(a, b), windows, matrix).rectified();
  }

  private Affine affine(
      BinaryOperator<Operand<TFloat32>> map, Operand<TFloat32> x, Operand<TFloat32> weights) {
    return new Affine(net, map, x, weights, bias.value());
  }
}
