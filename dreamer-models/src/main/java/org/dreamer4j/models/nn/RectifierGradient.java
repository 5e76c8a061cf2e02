package org.dreamer4j.models.nn;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationAttributeInspector;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.ReluGrad;
import org.tensorflow.types.TFloat32;

/**
 * The gradient of a rectified linear map with a bias, taken from its output, which is positive
 * where the rectifier's input is.
 *
 * <p>TensorFlow's own gradient of a rectifier asks for the input. The sum with the bias then stays
 * a step of its own, with a buffer of its own until gradients are taken, which are hundreds of
 * megabytes for a decoder's last layers. See docs/adr/0006.
 */
final class RectifierGradient {

  /** What passes through a map. */
  private record Gradients(Operand<TFloat32> x, Operand<TFloat32> weights) {}

  private RectifierGradient() {}

  /**
   * Hands y on, with the gradient of this class.
   *
   * @param y rectifier of the sum of a map's output and a bias
   * @param x what was mapped
   * @param weights by which it was mapped
   * @param bias of known length
   * @throws IllegalArgumentException if the map is none that has a gradient here
   */
  static Operand<TFloat32> join(
      Net net,
      Operand<TFloat32> y,
      Operand<TFloat32> x,
      Operand<TFloat32> weights,
      Operand<TFloat32> bias) {
    requireKnown(map((GraphOperation) y.op()));
    return OwnGradient.join(
        net, OwnGradient.Kind.RECTIFIED, bias.shape().get(0), y, List.of(x, weights, bias));
  }

  private static GraphOperation map(GraphOperation rectifier) {
    return producer(producer(rectifier, 0), 0);
  }

  private static void requireKnown(GraphOperation map) {
    OperationAttributeInspector has = map.attributes();
    boolean known =
        switch (map.type()) {
          case "MatMul" -> !has.getAttrBool("transpose_a");
          case "Conv2D", "Conv2DBackpropInput" ->
              has.getAttrString("padding").equals("VALID")
                  && has.getAttrString("data_format").equals("NHWC")
                  && Arrays.stream(has.getAttrIntList("dilations")).allMatch(d -> d == 1);
          default -> false;
        };
    if (!known) {
      throw new IllegalArgumentException(
          "no gradient from the output for " + map.type() + " with these attributes");
    }
  }

  /**
   * Gradients of what {@link #join} made.
   *
   * @param channels length of the bias
   * @param given gradient of y
   */
  static List<Operand<?>> of(Ops tf, GraphOperation join, int channels, Operand<TFloat32> given) {
    GraphOperation rectifier = producer(producer(join, 0), 0);
    Operand<TFloat32> y = OwnGradient.floats(rectifier.output(0));
    Operand<TFloat32> x = OwnGradient.floats(join.input(1));
    Operand<TFloat32> weights = OwnGradient.floats(join.input(2));
    Operand<TFloat32> sum = ReluGrad.create(tf.scope(), given, y);
    Gradients found = throughMap(tf, map(rectifier), x, weights, sum);
    Operand<TFloat32> pixels = tf.reshape(sum, tf.constant(new int[] {-1, channels}));
    return List.of(tf.zerosLike(y), found.x(), found.weights(), tf.nn.biasAddGrad(pixels));
  }

  /** Gradients of x and weights, given that of the map's output. */
  private static Gradients throughMap(
      Ops tf,
      GraphOperation map,
      Operand<TFloat32> x,
      Operand<TFloat32> weights,
      Operand<TFloat32> given) {
    return switch (map.type()) {
      case "MatMul" -> throughProduct(tf, map, x, weights, given);
      case "Conv2D" ->
          new Gradients(
              tf.nn.conv2dBackpropInput(tf.shape(x), weights, given, strides(map), "VALID"),
              tf.nn.conv2dBackpropFilter(x, tf.shape(weights), given, strides(map), "VALID"));
      case "Conv2DBackpropInput" ->
          new Gradients(
              tf.nn.conv2d(given, weights, strides(map), "VALID"),
              tf.nn.conv2dBackpropFilter(given, tf.shape(weights), x, strides(map), "VALID"));
      default -> throw new IllegalStateException("no gradient for " + map.type());
    };
  }

  private static Gradients throughProduct(
      Ops tf,
      GraphOperation map,
      Operand<TFloat32> x,
      Operand<TFloat32> weights,
      Operand<TFloat32> given) {
    boolean transposed = map.attributes().getAttrBool("transpose_b");
    Operand<TFloat32> ofX = tf.linalg.matMul(given, weights, MatMul.transposeB(!transposed));
    MatMul.Options rowsTogether = MatMul.transposeA(true);
    return new Gradients(
        ofX,
        transposed
            ? tf.linalg.matMul(given, x, rowsTogether)
            : tf.linalg.matMul(x, given, rowsTogether));
  }

  private static List<Long> strides(GraphOperation map) {
    return Arrays.stream(map.attributes().getAttrIntList("strides")).boxed().toList();
  }

  private static GraphOperation producer(GraphOperation operation, int input) {
    return (GraphOperation) operation.input(input).op();
  }
}
