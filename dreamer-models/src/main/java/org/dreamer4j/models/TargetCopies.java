package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dreamer4j.core.config.BehaviorConfig;
import org.dreamer4j.models.nn.Net;
import org.dreamer4j.models.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Updates of the slow copies of actor and value: {@code slow += amount (network - slow)} every
 * {@code period} replayed sequences, a whole copy at the very start. Source:
 * google-research/dreamer {@code tools/target_network.py}.
 */
final class TargetCopies {
  private final List<Copy> copies = new ArrayList<>();

  private record Pair(Variable<TFloat32> network, Variable<TFloat32> slow) {}

  private record Copy(List<Pair> pairs, long period, Op update) {}

  private TargetCopies() {}

  static TargetCopies build(Net net, BehaviorConfig config, Networks networks) {
    TargetCopies targets = new TargetCopies();
    targets.add(
        net,
        networks.actor().map(ActionHead::prefix),
        networks.targets().actor().map(ActionHead::prefix),
        config.actionTargetUpdate(),
        config.actionTargetPeriod());
    targets.add(
        net,
        networks.value().map(DenseHead::prefix),
        networks.targets().value().map(DenseHead::prefix),
        config.valueTargetUpdate(),
        config.valueTargetPeriod());
    return targets;
  }

  private void add(
      Net net, Optional<String> network, Optional<String> slow, double amount, long period) {
    if (network.isEmpty() || slow.isEmpty()) {
      return;
    }
    List<Variable<TFloat32>> from = net.variables().trainable(List.of(network.get()));
    List<Variable<TFloat32>> to = net.variables().trainable(List.of(slow.get()));
    List<Pair> pairs = new ArrayList<>();
    List<Op> assigns = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      pairs.add(new Pair(from.get(i), to.get(i)));
      Operand<TFloat32> old = to.get(i).value();
      Operand<TFloat32> step = net.times(net.tf().math.sub(from.get(i).value(), old), amount);
      Operand<TFloat32> updated = amount == 1 ? from.get(i).value() : net.tf().math.add(old, step);
      assigns.add(net.tf().assignVariableOp(to.get(i).handle(), updated));
    }
    copies.add(new Copy(pairs, period, net.tf().withControlDependencies(assigns).noOp()));
  }

  boolean isEmpty() {
    return copies.isEmpty();
  }

  /**
   * Updates to run before the next training step.
   *
   * @param step replayed sequences so far
   * @param batchSize sequences that the step will replay
   */
  List<Op> due(long step, int batchSize) {
    return copies.stream()
        .filter(copy -> step % copy.period() < batchSize)
        .map(Copy::update)
        .toList();
  }

  /** An op that runs others, then makes whole copies. */
  Op afterwards(Ops tf, List<Op> others) {
    Ops late = tf.withControlDependencies(others);
    List<Op> assigns = new ArrayList<>(others);
    for (Copy copy : copies) {
      for (Pair pair : copy.pairs()) {
        Operand<TFloat32> value =
            late.readVariableOp(pair.network().handle(), pair.network().value().type());
        assigns.add(late.assignVariableOp(pair.slow().handle(), value));
      }
    }
    return tf.withControlDependencies(assigns).noOp();
  }
}
