package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.models.nn.Adam;
import org.dreamer4j.models.nn.Net;
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
   * @param fine whether the terms of losses and the gradients of single variables are looked at
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

  /** The loss of an optimizer and its gradient. */
  void optimizer(String optimizer, Operand<TFloat32> loss, Adam.Gradients gradients) {
    require(optimizer, Metrics.optimizer(optimizer) + "_loss", loss);
    if (gradients.lossScale().isPresent()) {
      return; // Gradients of half precision overflow now and then, and are left out then.
    }
    for (int i = 0; fine && i < gradients.raw().size(); i++) {
      String variable = gradients.variables().get(i).name();
      require(optimizer, "gradient of " + variable, gradients.raw().get(i));
    }
    require(optimizer, Metrics.optimizer(optimizer) + "_grad_norm", gradients.norm());
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
