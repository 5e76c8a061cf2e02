package org.dreamer4j.models.nn;

import java.util.List;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A transposed convolution of stride 2 without padding, as {@code tf.layers.conv2d_transpose}: [N,
 * h, w, in] to [N, 2 h + k - 2, 2 w + k - 2, out].
 */
public final class ConvTranspose2d {
  /** With more channels pairs of pixels are faster. */
  private static final long MOST_PHASED = 4;

  /** With fewer channels the gradient of a bias is slow, and with many times as many, too. */
  private static final int FEWEST_BIASED = 48;

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

  /** Applies the layer to images of known h and w. */
  public Operand<TFloat32> apply(Operand<TFloat32> x) {
    return hasPhases() ? net.tf().nn.depthToSpace(phases(x), 2L) : inPlace(x, affine(x).apply());
  }

  /** Applies the layer to images of known h and w, with a rectifier. */
  public Operand<TFloat32> applyRectified(Operand<TFloat32> x) {
    return form == Convolutions.PLAIN
        ? net.tf().nn.relu(apply(x))
        : inPlace(x, affine(x).rectified());
  }

  /**
   * Applies the layer, with a rectifier, to the one pixel that a linear layer gives, with nothing
   * between them: [N, features] to [N, k, k, out].
   *
   * @throws IllegalArgumentException if the linear layer gives another number than this one takes
   */
  public Operand<TFloat32> applyRectifiedAfter(Dense before, Operand<TFloat32> x) {
    Shape weights = before.kernel().shape();
    if (weights.get(1) != in) {
      throw new IllegalArgumentException(
          "a linear layer of " + weights.get(1) + " outputs before a convolution of " + in);
    }
    long features = weights.get(0);
    if (form != Convolutions.REWRITTEN || !paysAsOne(x, features)) {
      return applyRectified(net.reshape(before.apply(x), -1, 1, 1, in));
    }
    // Two linear maps in turn are one; to multiply their weights once takes fewer operations than
    // both products for every row.
    Ops tf = net.tf();
    Operand<TFloat32> handed = net.reshape(weighted(net.reshape(before.bias(), 1, in)), -1);
    Affine both =
        new Affine(
            net,
            (a, b) -> tf.linalg.matMul(a, b),
            x,
            weighted(before.kernel()),
            tf.math.add(handed, biases(size * size)));
    return net.reshape(both.rectified(), -1, size, size, out);
  }

  /** Whether one product with the product of both layers' weights takes fewer operations. */
  private boolean paysAsOne(Operand<TFloat32> x, long features) {
    long rows = x.shape().get(0);
    long outputs = (long) size * size * out;
    return net.trains(x) && features * outputs * (in + rows) < rows * in * (features + outputs);
  }

  /** Whether {@link #phases} is the faster way to this layer's output. */
  public boolean hasPhases() {
    return form == Convolutions.REWRITTEN && size % 2 == 0 && out <= MOST_PHASED;
  }

  /**
   * The output before its pixels are put in place: [N, h + k / 2 - 1, w + k / 2 - 1, 4 out], where
   * channel {@code (2 i + j) out + c} is channel c of the pixel in row i and column j of a 2 x 2
   * block. It is a transposed convolution of stride 1 with half the kernel's size, which is even.
   */
  public Operand<TFloat32> phases(Operand<TFloat32> x) {
    Ops tf = net.tf();
    int half = size / 2;
    int channels = Math.toIntExact(4 * out);
    Operand<TFloat32> order =
        tf.linalg.transpose(
            net.reshape(kernel.value(), half, 2, half, 2, out, in),
            tf.constant(new int[] {0, 2, 1, 3, 4, 5}));
    Operand<TFloat32> weights = net.reshape(order, half, half, channels, in);
    int height = Math.toIntExact(x.shape().get(1) + half - 1);
    int width = Math.toIntExact(x.shape().get(2) + half - 1);
    Operand<TFloat32> y = transposed(x, weights, new int[] {height, width, channels}, 1, 1);
    int together = together(width, channels);
    Operand<TFloat32> rows = net.reshape(y, -1, (long) together * channels);
    return net.reshape(tf.nn.biasAdd(rows, biases(4 * together)), -1, height, width, channels);
  }

  /** How many pixels of a line are one to the bias: few that divide it. */
  private static int together(int width, int channels) {
    int pixels = 1;
    while (pixels < width && (width % pixels != 0 || pixels * channels < FEWEST_BIASED)) {
      pixels++;
    }
    return pixels;
  }

  /**
   * An image of known, even sides in the order of {@link #phases}: [N, 2 h, 2 w, out] to [N, h, w,
   * 4 out].
   */
  public Operand<TFloat32> toPhases(Operand<TFloat32> image) {
    long height = image.shape().get(1) / 2;
    long width = image.shape().get(2) / 2;
    // What spaceToDepth does, in less than half its time: both lines of each pair side by side.
    Operand<TFloat32> lines = net.reshape(image, -1, 2, width, 2 * out);
    Operand<TFloat32> pairs =
        net.tf().linalg.transpose(lines, net.tf().constant(new int[] {0, 2, 1, 3}));
    return net.reshape(pairs, -1, height, width, 4 * out);
  }

  /** The layer as one operation, whose output has the layer's numbers in order. */
  private Affine affine(Operand<TFloat32> x) {
    boolean rewritten = form == Convolutions.REWRITTEN;
    if (rewritten && x.shape().get(1) == 1 && x.shape().get(2) == 1) {
      return new Affine(net, this::product, net.reshape(x, -1, in), matrix(), biases(size * size));
    }
    if (!rewritten || size % 2 != 0) {
      return convolution(x, kernel.value(), 1);
    }
    // Two neighbours in a line as one pixel: the same numbers in the same order, but faster.
    return convolution(x, net.reshape(kernel.value(), size, size / 2, 2 * out, in), 2);
  }

  /** The transposed convolution to images of which so many pixels of a line are one. */
  private Affine convolution(Operand<TFloat32> x, Operand<TFloat32> weights, int together) {
    int[] image = {
      Math.toIntExact(outputs(x.shape().get(1))),
      Math.toIntExact(outputs(x.shape().get(2)) / together),
      Math.toIntExact(together * out)
    };
    return new Affine(
        net, (a, b) -> transposed(a, b, image, 2, 2 / together), x, weights, biases(together));
  }

  /** The transposed convolution to images [height, width, channels] with these strides. */
  private Operand<TFloat32> transposed(
      Operand<TFloat32> x, Operand<TFloat32> weights, int[] image, long down, long across) {
    Ops tf = net.tf();
    Operand<TInt32> shape =
        tf.stack(
            List.of(
                net.rows(x), tf.constant(image[0]), tf.constant(image[1]), tf.constant(image[2])));
    return tf.nn.conv2dBackpropInput(shape, weights, x, List.of(1L, down, across, 1L), "VALID");
  }

  private Operand<TFloat32> inPlace(Operand<TFloat32> x, Operand<TFloat32> y) {
    return net.reshape(y, -1, outputs(x.shape().get(1)), outputs(x.shape().get(2)), out);
  }

  private long outputs(long side) {
    return 2 * side + size - 2;
  }

  /** Rows [.., in] times the kernel as a matrix: [.., k k out]. */
  private Operand<TFloat32> weighted(Operand<TFloat32> rows) {
    return product(rows, matrix());
  }

  private Operand<TFloat32> product(Operand<TFloat32> rows, Operand<TFloat32> matrix) {
    return net.tf().linalg.matMul(rows, matrix, MatMul.transposeB(true));
  }

  /** The kernel as a matrix, which is stored transposed: [k k out, in]. */
  private Operand<TFloat32> matrix() {
    return net.reshape(kernel.value(), (long) size * size * out, in);
  }

  /** The bias for this many pixels side by side. */
  private Operand<TFloat32> biases(int pixels) {
    return pixels == 1
        ? bias.value()
        : net.tf().tile(bias.value(), net.tf().constant(new int[] {pixels}));
  }
}
