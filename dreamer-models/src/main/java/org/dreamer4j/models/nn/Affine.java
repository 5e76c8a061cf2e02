package org.dreamer4j.models.nn;

import java.util.function.BinaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A linear map of x by weights, and a bias for the last axis of what it gives.
 *
 * @param net where it is built
 * @param map from x and weights to one operation: a product of matrices, or a convolution or
 *     transposed convolution without padding
 * @param x of any shape; the graph knows the number of its rows where gradients are wanted
 * @param weights in the map's shape
 * @param bias [channels]
 */
record Affine(
    Net net,
    BinaryOperator<Operand<TFloat32>> map,
    Operand<TFloat32> x,
    Operand<TFloat32> weights,
    Operand<TFloat32> bias) {

  /** The map's output plus the bias. */
  Operand<TFloat32> apply() {
    return net.tf().nn.biasAdd(map.apply(x, weights), bias);
  }

  /** The same where it is positive, else 0. */
  Operand<TFloat32> rectified() {
    if (!net.trains(x)) {
      return net.tf().nn.relu(apply()); // without gradients these are one step
    }
    return OwnGradient.isRegistered() ? rectifiedAsOne() : rectifiedApart();
  }

  /** With the gradient of {@link RectifierGradient}. */
  Operand<TFloat32> rectifiedAsOne() {
    return RectifierGradient.join(net, net.tf().nn.relu(apply()), x, weights, bias);
  }

  /**
   * With TensorFlow's gradients, where no other can be registered. It takes those of a
   * convolution's kernel and bias in one step that is slower than two, unless the bias is added to
   * another shape.
   */
  Operand<TFloat32> rectifiedApart() {
    Operand<TFloat32> y = map.apply(x, weights);
    long[] shape = y.shape().asArray();
    shape[0] = Shape.UNKNOWN_SIZE;
    Operand<TFloat32> rows = net.reshape(y, Shape.UNKNOWN_SIZE, bias.shape().get(0));
    return net.reshape(net.tf().nn.relu(net.tf().nn.biasAdd(rows, bias)), shape);
  }
}
