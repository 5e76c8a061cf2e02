package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.models.nn.Adam;
import org.dreamer4j.models.nn.Net;
import org.dreamer4j.models.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Ends an update before it changes anything if a tensor is not finite. The checks run one after
 * another, so that always the first of several such tensors is named, as {@code optimizer: tensor}.
 */
final class FiniteChecks {
  private final Net net;
  private final boolean fine;
  private final List<Op> checks = new ArrayList<>();

  /**
   * No checks yet.
   *
   * @param fine whether the terms of losses and single variables with their gradients are looked at
   */
  FiniteChecks(Net net, boolean fine) {
    this.net = net;
    this.fine = fine;
  }

  /** The terms of the model's loss. */
  void terms(ModelLoss model) {
    if (fine) {
      model.terms().forEach((name, term) -> require("model", Metrics.term(name), term));
    }
  }

  /**
   * The loss of an optimizer, its gradient and its variables. Where a rectifier and what is before
   * it are one step, TensorFlow gives 0 for NaN, so that the loss alone does not tell.
   */
  void optimizer(String optimizer, Operand<TFloat32> loss, Adam.Gradients gradients) {
    String name = Metrics.optimizer(optimizer);
    require(optimizer, name + "_loss", loss);
    // Gradients of half precision overflow now and then, and are left out then.
    if (gradients.lossScale().isEmpty()) {
      each(optimizer, "gradient of ", gradients, gradients.raw());
      require(optimizer, name + "_grad_norm", gradients.norm());
    }
    List<? extends Operand<TFloat32>> weights =
        gradients.variables().stream().map(Variable::value).toList();
    each(optimizer, "", gradients, weights);
    require(optimizer, name + "_weights", net.globalNorm(weights));
  }

  /** One value for each variable, if single variables are looked at. */
  private void each(
      String optimizer,
      String what,
      Adam.Gradients gradients,
      List<? extends Operand<TFloat32>> values) {
    for (int i = 0; fine && i < values.size(); i++) {
      require(optimizer, what + gradients.variables().get(i).name(), values.get(i));
    }
  }

  private void require(String optimizer, String tensor, Operand<TFloat32> value) {
    // Beside the tensor, not in its way: TensorFlow does not differentiate the check here.
    Ops tf = net.tf().withControlDependencies(last());
    checks.add(tf.debugging.checkNumerics(value, optimizer + ": " + tensor));
  }

  /** What an update must wait for. */
  List<Op> last() {
    return checks.isEmpty() ? List.of() : List.of(checks.get(checks.size() - 1));
  }
}
