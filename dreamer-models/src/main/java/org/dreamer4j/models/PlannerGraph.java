package org.dreamer4j.models;

import org.dreamer4j.core.config.PlannerConfig;
import org.dreamer4j.core.config.PlannerConfig.Objective;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.dist.PolicyDistribution.NoiseKind;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.PlaceholderWithDefault;
import org.tensorflow.types.TFloat32;

/**
 * A planner behind the acting step, so that acting stays one graph call.
 *
 * @param action first action of the plan, explored, in [-1, 1], [N, A]
 * @param valueWeight factor on values in the rating of plans, 1 unless fed
 */
record PlannerGraph(Operand<TFloat32> action, Operand<TFloat32> valueWeight) {
  /**
   * What tells planners apart.
   *
   * @param planner one that uses no actor
   * @param objective what plans are rated by
   * @param horizon length of plans
   */
  record Kind(Planner planner, Objective objective, int horizon) {}

  static PlannerGraph build(
      Net net,
      PlannerConfig config,
      Networks networks,
      PolicyGraph policy,
      Kind kind,
      Noise noise) {
    var tf = net.tf();
    PlaceholderWithDefault<TFloat32> valueWeight =
        tf.placeholderWithDefault(net.constant(1), Shape.scalar());
    Draws rows = new Draws(net, noise, net.rows(policy.sample()));
    String scope =
        "planner/" + kind.planner() + "_" + kind.objective() + "_" + kind.horizon() + "/";
    Planning.Draws draws = (name, shape) -> rows.of(NoiseKind.NORMAL, scope + name, shape);
    Planning planning =
        new Planning(net, config, networks, draws, policy.next(), kind, valueWeight);
    Operand<TFloat32> first = Planning.first(net, planning.search(kind.planner()).plan());
    return new PlannerGraph(policy.exploration().explore(first), valueWeight);
  }
}
