package org.dreamer4j.models;

import java.util.Arrays;
import java.util.List;
import org.dreamer4j.models.dist.PolicyDistribution.NoiseKind;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Noise for as many rows as a graph is fed.
 *
 * @param rows N, a scalar
 */
record Draws(Net net, Noise noise, Operand<TInt32> rows) {

  /** Standard normal noise [N, size]. */
  Operand<TFloat32> normal(String name, long size) {
    return of(NoiseKind.NORMAL, name, -1, size);
  }

  /** Noise of a shape in which -1 stands for N. */
  Operand<TFloat32> of(NoiseKind kind, String name, long... shape) {
    var tf = net.tf();
    List<Operand<TInt32>> sizes =
        Arrays.stream(shape)
            .<Operand<TInt32>>mapToObj(n -> n < 0 ? rows : tf.constant(Math.toIntExact(n)))
            .toList();
    return noise.of(kind, name, tf.stack(sizes), Shape.of(shape));
  }
}
