package org.dreamer4j.models.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dreamer4j.models.nn.OwnGradient.Kind;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * The gradient of dense layers that end in one number for each row, for several losses.
 *
 * <p>A row's number depends on that row alone. So whatever a loss's gradient g with respect to the
 * numbers is, its gradient with respect to a row is g times the number's, and likewise for the sums
 * in the layers between. Those of the numbers are taken once. Then a loss costs a product of
 * matrices for each layer whose weights it trains, and none for the rows.
 *
 * <p>The operation has more inputs than TensorFlow keeps in order (see {@link Net#stack}). No two
 * of them that get a gradient are the same, so that no sum depends on the order.
 */
final class RowGradient {
  private RowGradient() {}

  /**
   * Hands the last layer's output on, with the gradient of this class.
   *
   * @param layers each of which takes what an activation made of the output of the one before it
   * @return [N, 1]
   * @throws IllegalArgumentException if the last layer has not one output
   */
  static Operand<TFloat32> join(Net net, List<Dense.Applied> layers) {
    long outputs = layers.get(layers.size() - 1).kernel().shape().get(1);
    if (outputs != 1) {
      throw new IllegalArgumentException(
          outputs + " outputs for each row where one is differentiated");
    }
    Operand<TFloat32> rows = layers.get(0).x();
    Operand<TFloat32> numbers = layers.get(layers.size() - 1).y();
    Output<?>[] over =
        Stream.concat(Stream.of(rows), layers.stream().map(Dense.Applied::y))
            .map(Operand::asOutput)
            .toArray(Output<?>[]::new);
    Output<?>[] once =
        ((Graph) net.tf().scope().env()).addGradients(net.sum(numbers).asOutput(), over);
    // In the order in which Inputs reads them.
    List<Operand<TFloat32>> inputs = new ArrayList<>(List.of(rows));
    layers.forEach(layer -> inputs.addAll(List.of(layer.kernel(), layer.bias())));
    layers.forEach(layer -> inputs.add(net.tf().stopGradient(layer.x())));
    for (Output<?> gradient : once) {
      inputs.add(net.tf().stopGradient(gradient.expect(net.type())));
    }
    return OwnGradient.join(net, Kind.ROWS, layers.size(), numbers, inputs);
  }

  /** Reads the inputs of a join: the numbers, the rows, then kernels and biases, then these. */
  private record Inputs(GraphOperation join, int layers) {
    /** What a layer was applied to. */
    Operand<TFloat32> x(int layer) {
      return input(first() + layer);
    }

    /** The numbers' gradient with respect to the rows. */
    Operand<TFloat32> ofRows() {
      return input(first() + layers);
    }

    /** The numbers' gradient with respect to a layer's output. */
    Operand<TFloat32> ofOutput(int layer) {
      return input(first() + layers + 1 + layer);
    }

    /** The first of those whose gradients are stopped. */
    int first() {
      return 2 + 2 * layers;
    }

    Operand<TFloat32> input(int i) {
      return OwnGradient.floats(join.input(i));
    }
  }

  /**
   * Gradients of what {@link #join} made.
   *
   * @param given gradient of the numbers
   */
  static List<Operand<?>> of(Ops tf, GraphOperation join, int layers, Operand<TFloat32> given) {
    Inputs inputs = new Inputs(join, layers);
    MatMul.Options overRows = MatMul.transposeA(true);
    List<Operand<?>> gradients = new ArrayList<>();
    gradients.add(tf.zerosLike(inputs.input(0)));
    gradients.add(tf.math.mul(inputs.ofRows(), given));
    for (int i = 0; i < layers; i++) {
      Operand<TFloat32> ofOutput = inputs.ofOutput(i);
      gradients.add(tf.linalg.matMul(inputs.x(i), tf.math.mul(ofOutput, given), overRows));
      Operand<TFloat32> ofBias = tf.linalg.matMul(ofOutput, given, overRows);
      gradients.add(tf.reshape(ofBias, tf.constant(new int[] {-1})));
    }
    for (int i = inputs.first(); i < join.numInputs(); i++) {
      gradients.add(tf.zerosLike(inputs.input(i)));
    }
    return gradients;
  }
}
