package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Returns along imagined trajectories. Source: paper equation 6, {@code tools/lambda_return}. */
final class LambdaReturn {
  private LambdaReturn() {}

  /**
   * The lambda return of every step:
   *
   * <pre>
   * G_k = r_k + p_k ((1 - lambda) v_{k+1} + lambda G_{k+1}),   v_K = G_K = bootstrap
   * </pre>
   *
   * @param reward K operands [N]
   * @param value K operands [N]
   * @param pcont discount of what follows, K operands [N]
   * @param bootstrap value after the last step, [N]
   * @return K operands [N]
   * @throws IllegalArgumentException if the lists differ in length or are empty
   */
  static List<Operand<TFloat32>> of(
      Net net,
      List<Operand<TFloat32>> reward,
      List<Operand<TFloat32>> value,
      List<Operand<TFloat32>> pcont,
      Operand<TFloat32> bootstrap,
      double lambda) {
    int steps = reward.size();
    if (steps == 0 || value.size() != steps || pcont.size() != steps) {
      throw new IllegalArgumentException(
          "lambda return needs equally many rewards, values and pconts, got "
              + steps
              + ", "
              + value.size()
              + " and "
              + pcont.size());
    }
    var tf = net.tf();
    List<Operand<TFloat32>> returns = new ArrayList<>();
    Operand<TFloat32> next = bootstrap;
    for (int k = steps - 1; k >= 0; k--) {
      Operand<TFloat32> nextValue = k == steps - 1 ? bootstrap : value.get(k + 1);
      Operand<TFloat32> future =
          tf.math.add(net.times(nextValue, 1 - lambda), net.times(next, lambda));
      next = tf.math.add(reward.get(k), tf.math.mul(pcont.get(k), future));
      returns.add(next);
    }
    Collections.reverse(returns);
    return returns;
  }

  /**
   * How much a step counts: the product of the discounts before it, 1 for the first. No gradient.
   *
   * @param pcont K operands [N]
   * @return K operands [N]
   */
  static List<Operand<TFloat32>> weights(Net net, List<Operand<TFloat32>> pcont) {
    List<Operand<TFloat32>> weights = new ArrayList<>();
    Operand<TFloat32> weight = net.tf().onesLike(pcont.get(0));
    for (Operand<TFloat32> p : pcont) {
      weights.add(net.tf().stopGradient(weight));
      weight = net.tf().math.mul(weight, p);
    }
    return weights;
  }
}
