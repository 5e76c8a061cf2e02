package org.dreamer4j.models.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adam in TensorFlow 1's form with clipping by the global norm:
 *
 * <pre>
 * w -= lr * sqrt(1 - b2^t) / (1 - b1^t) * m / (sqrt(v) + epsilon)
 * </pre>
 *
 * <p>Slots and powers are named as the reference's, so its checkpoints resume.
 */
public final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  /**
   * Settings of one optimizer.
   *
   * @param name part of the names of slots, e.g. {@code model}
   * @param learningRate step size
   * @param clipping largest global norm of the gradient
   * @param epsilon added to the root of the second moment
   * @param scalesLoss whether the loss is scaled up before it is differentiated, for gradients of
   *     half precision; an update whose gradient is not finite is left out then
   */
  public record Settings(
      String name, double learningRate, double clipping, double epsilon, boolean scalesLoss) {}

  /**
   * Gradients of a loss, not yet applied.
   *
   * @param variables variables that the loss depends on
   * @param raw gradients before clipping, same order
   * @param clipped gradients after clipping, same order
   * @param norm global norm before clipping, a scalar
   * @param lossScale by which the loss was scaled; all gradients here are scaled back
   */
  public record Gradients(
      List<Variable<TFloat32>> variables,
      List<Operand<TFloat32>> raw,
      List<Operand<TFloat32>> clipped,
      Operand<TFloat32> norm,
      Optional<LossScale> lossScale) {}

  static {
    // Before TensorFlow first looks for a gradient: its registry has no lock.
    OwnGradient.isRegistered();
  }

  private final Net net;
  private final Settings settings;
  private final Optional<LossScale> lossScale;

  /** An optimizer that has no slots yet. */
  public Adam(Net net, Settings settings) {
    this.net = net;
    this.settings = settings;
    lossScale =
        settings.scalesLoss() ? Optional.of(LossScale.create(net, scope())) : Optional.empty();
  }

  /**
   * Differentiates a loss. Variables it does not depend on are left out, as TensorFlow leaves them
   * without slots.
   */
  public Gradients gradients(Graph graph, Operand<TFloat32> loss, List<Variable<TFloat32>> over) {
    // TensorFlow refuses variables that have no path to the loss at all.
    Set<GraphOperation> before = graph.subgraphTo(Set.of(loss));
    List<Variable<TFloat32>> used =
        over.stream().filter(v -> before.contains(v.value().op())).toList();
    Output<?>[] inputs = used.stream().map(v -> v.value().asOutput()).toArray(Output<?>[]::new);
    Operand<TFloat32> scaled = lossScale.map(scale -> scale.up(loss)).orElse(loss);
    Output<?>[] found = graph.addGradients(scaled.asOutput(), inputs);
    List<Variable<TFloat32>> variables = new ArrayList<>();
    List<Operand<TFloat32>> raw = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      if (exists(found[i])) {
        variables.add(used.get(i));
        Output<TFloat32> gradient = found[i].expect(net.type());
        raw.add(lossScale.map(scale -> scale.down(gradient)).orElse(gradient));
      }
    }
    Operand<TFloat32> norm = net.globalNorm(raw);
    Operand<TFloat32> scale =
        net.tf()
            .math
            .div(
                net.constant(settings.clipping()),
                net.tf().math.maximum(norm, net.constant(settings.clipping())));
    List<Operand<TFloat32>> clipped = new ArrayList<>();
    for (Operand<TFloat32> gradient : raw) {
      clipped.add(net.tf().math.mul(gradient, scale));
    }
    return new Gradients(variables, raw, clipped, norm, lossScale);
  }

  /**
   * Builds the update.
   *
   * @param after ops that must be done before any variable changes: all optimizers of a step take
   *     their gradients at the old weights
   * @return op that updates the variables, the slots and the powers
   */
  public Op apply(Gradients gradients, List<Op> after) {
    Ops late = net.tf().withControlDependencies(after);
    Variables variables = net.variables();
    Variable<TFloat32> power1 = variables.constant(scope() + "beta1_power", BETA1);
    Variable<TFloat32> power2 = variables.constant(scope() + "beta2_power", BETA2);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < gradients.variables().size(); i++) {
      Variable<TFloat32> variable = gradients.variables().get(i);
      String slot = "graph/" + variable.name() + "/" + settings.name();
      long[] shape = variable.shape().asArray();
      Operand<TFloat32> gradient = gradients.clipped().get(i);
      updates.add(
          late.train.resourceApplyAdam(
              variable.handle(),
              variables.constant(slot, 0, shape).handle(),
              variables.constant(slot + "_1", 0, shape).handle(),
              power1.value(),
              power2.value(),
              net.constant(settings.learningRate()),
              net.constant(BETA1),
              net.constant(BETA2),
              net.constant(settings.epsilon()),
              lossScale.map(s -> s.onlyIfFinite(gradient, gradients.norm())).orElse(gradient)));
    }
    Op done = advance(power1, power2, updates);
    return lossScale.map(s -> s.adjust(gradients.norm(), done)).orElse(done);
  }

  private Op advance(Variable<TFloat32> power1, Variable<TFloat32> power2, List<Op> updates) {
    Ops last = net.tf().withControlDependencies(updates);
    return net.tf()
        .withControlDependencies(
            List.of(
                last.assignVariableOp(power1.handle(), net.times(power1.value(), BETA1)),
                last.assignVariableOp(power2.handle(), net.times(power2.value(), BETA2))))
        .noOp();
  }

  private String scope() {
    return "graph/optimizer_" + settings.name() + "/cond/";
  }

  /** Where every path is stopped, TensorFlow gives an output of no operation. */
  private static boolean exists(Output<?> gradient) {
    Pointer operation = ((GraphOperation) gradient.op()).getUnsafeNativeHandle();
    return operation != null && !operation.isNull();
  }
}
