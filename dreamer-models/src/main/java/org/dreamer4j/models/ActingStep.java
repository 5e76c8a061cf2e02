package org.dreamer4j.models;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * One acting step for N environments: where it is fed, and what it gives.
 *
 * @param image uint8 [N, height, width, C]; null if no image is seen
 * @param vectors what else is seen, by observation key, [N, size]
 * @param sample stochastic state before, [N, S]
 * @param belief deterministic state before, [N, D]
 * @param action action executed before, [N, A]
 * @param chosen action to execute, [N, A]
 * @param nextSample stochastic state after, [N, S]
 * @param nextBelief deterministic state after, [N, D]
 */
public record ActingStep(
    @Nullable Operand<TUint8> image,
    Map<String, ? extends Operand<TFloat32>> vectors,
    Operand<TFloat32> sample,
    Operand<TFloat32> belief,
    Operand<TFloat32> action,
    Operand<TFloat32> chosen,
    Operand<TFloat32> nextSample,
    Operand<TFloat32> nextBelief) {

  /** S. */
  int sampleSize() {
    return width(sample);
  }

  /** D. */
  int beliefSize() {
    return width(belief);
  }

  /** A. */
  int actionSize() {
    return width(action);
  }

  static int width(Operand<TFloat32> rows) {
    return Math.toIntExact(rows.shape().get(1));
  }
}
