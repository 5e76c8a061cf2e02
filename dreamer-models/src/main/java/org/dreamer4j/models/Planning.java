package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dreamer4j.core.config.PlannerConfig;
import org.dreamer4j.core.config.PlannerConfig.Objective;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Planners that search for actions in the model, for N environments at once. Source:
 * google-research/dreamer {@code control/planning.py}, {@code scripts/objectives.py}.
 *
 * <pre>
 * plans    = clip(mean + stddev * noise, -1, 1)            beams of them, H actions each
 * rating   = sum of predicted rewards                      reward
 *          = lambda return of the first step               reward_value
 * cem      : mean and stddev of the topk best plans, over and over; the last mean is the plan
 * shooting : the best of one round
 * </pre>
 */
final class Planning {
  private static final double VARIANCE_FLOOR = 1e-6;

  private final Net net;
  private final PlannerConfig config;
  private final Networks networks;
  private final Draws draws;
  private final RssmState start;
  private final Objective objective;
  private final Operand<TFloat32> valueWeight;
  private final Operand<TInt32> count;
  private final int beams;
  private final int horizon;
  private final int actions;

  /** Where the noise of a round comes from. */
  interface Draws {
    /** Standard normal noise of a shape whose first size is N if -1. */
    Operand<TFloat32> normal(String name, long... shape);
  }

  /**
   * What is known before the search.
   *
   * @param plan H actions, N rows each: [N, H, A]
   * @param rounds what each round was refitted to, for tests
   */
  record Found(Operand<TFloat32> plan, List<Round> rounds) {}

  /**
   * One round.
   *
   * @param rating of each plan, [N, beams]
   * @param mean of the best plans, [N, H, A]
   * @param stddev of the best plans, [N, H, A]
   */
  record Round(Operand<TFloat32> rating, Operand<TFloat32> mean, Operand<TFloat32> stddev) {}

  /**
   * A search.
   *
   * @param start [N, ...]
   * @param kind objective and horizon of the search
   * @param valueWeight factor on values, a scalar
   */
  Planning(
      Net net,
      PlannerConfig config,
      Networks networks,
      Draws draws,
      RssmState start,
      PlannerGraph.Kind kind,
      Operand<TFloat32> valueWeight) {
    this.net = net;
    this.config = config;
    this.networks = networks;
    this.draws = draws;
    this.start = start;
    this.objective = kind.objective();
    this.valueWeight = valueWeight;
    this.count = net.rows(start.sample());
    this.beams = config.plannerBeams();
    this.horizon = kind.horizon();
    this.actions = Math.toIntExact(networks.actionSize());
  }

  /** Searches with one of the planners that use no actor. */
  Found search(Planner planner) {
    var tf = net.tf();
    Operand<TFloat32> mean =
        tf.fill(
            tf.stack(List.of(count, tf.constant(horizon), tf.constant(actions))), net.constant(0));
    Operand<TFloat32> stddev = net.plus(mean, config.plannerInitStd());
    List<Round> rounds = new ArrayList<>();
    int iterations = planner == Planner.CEM ? config.plannerIterations() : 1;
    int kept = planner == Planner.CEM ? config.plannerTopk() : 1;
    for (int i = 0; i < iterations; i++) {
      Operand<TFloat32> plans = plans(i, mean, stddev);
      Operand<TFloat32> rating = rating(i, plans);
      Operand<TFloat32> best = best(plans, rating, kept);
      mean = tf.math.mean(best, tf.constant(1));
      Operand<TFloat32> variance =
          tf.math.mean(
              tf.math.squaredDifference(best, tf.expandDims(mean, tf.constant(1))), tf.constant(1));
      stddev = tf.math.sqrt(net.plus(variance, VARIANCE_FLOOR));
      rounds.add(new Round(rating, mean, stddev));
    }
    return new Found(mean, rounds);
  }

  /** Plans of a round, [N, beams, H, A]. */
  private Operand<TFloat32> plans(int round, Operand<TFloat32> mean, Operand<TFloat32> stddev) {
    var tf = net.tf();
    Operand<TFloat32> noise = draws.normal("plan_" + round, -1, beams, horizon, actions);
    Operand<TFloat32> plans =
        tf.math.add(
            tf.math.mul(noise, tf.expandDims(stddev, tf.constant(1))),
            tf.expandDims(mean, tf.constant(1)));
    return tf.clipByValue(plans, net.constant(-1), net.constant(1));
  }

  /** What the model says of plans: [N, beams, H, A] to [N, beams]. */
  private Operand<TFloat32> rating(int round, Operand<TFloat32> plans) {
    List<Operand<TFloat32>> steps = net.unstack(net.reshape(plans, -1, horizon, actions), 1);
    long samples = start.sample().shape().get(1);
    RssmState state =
        new RssmState(
            tiled(start.mean()),
            tiled(start.stddev()),
            tiled(start.sample()),
            tiled(start.belief()));
    List<RssmState> states = new ArrayList<>();
    for (int h = 0; h < horizon; h++) {
      Operand<TFloat32> noise =
          net.reshape(draws.normal("state_" + round + "_" + h, -1, beams, samples), -1, samples);
      state = networks.world().rssm().imagine(state, steps.get(h), noise);
      states.add(state);
    }
    return net.reshape(rating(states), -1, beams);
  }

  private Operand<TFloat32> rating(List<RssmState> states) {
    List<Operand<TFloat32>> rewards = predict(networks.world().reward(), states);
    if (objective == Objective.REWARD) {
      return net.tf().math.addN(rewards);
    }
    List<Operand<TFloat32>> values =
        predict(networks.value().orElseThrow(), states).stream()
            .<Operand<TFloat32>>map(value -> net.tf().math.mul(value, valueWeight))
            .toList();
    int last = horizon - 1;
    if (last == 0) {
      return values.get(0);
    }
    Operand<TFloat32> discount = net.plus(net.times(values.get(0), 0), config.plannerDiscount());
    return LambdaReturn.of(
            net,
            rewards.subList(0, last),
            values.subList(0, last),
            Collections.nCopies(last, discount),
            values.get(last),
            config.plannerLambda())
        .get(0);
  }

  private List<Operand<TFloat32>> predict(DenseHead head, List<RssmState> states) {
    return states.stream().map(state -> head.scalar(state.feature(net))).toList();
  }

  /** The best plans: [N, beams, H, A] to [N, kept, H, A]. */
  private Operand<TFloat32> best(Operand<TFloat32> plans, Operand<TFloat32> rating, int kept) {
    var tf = net.tf();
    Operand<TInt32> places =
        tf.nn.topK(rating, tf.constant(kept), TInt32.class, TopK.sorted(false)).indices();
    Operand<TInt32> first =
        tf.math.mul(tf.range(tf.constant(0), count, tf.constant(1)), tf.constant(beams));
    Operand<TInt32> rows = tf.math.add(places, tf.expandDims(first, tf.constant(1)));
    return tf.gather(net.reshape(plans, -1, horizon, actions), rows, tf.constant(0));
  }

  /** A state for every plan, an environment's plans together: [N, size] to [N beams, size]. */
  private Operand<TFloat32> tiled(Operand<TFloat32> x) {
    var tf = net.tf();
    long size = x.shape().get(x.shape().numDimensions() - 1);
    Operand<TFloat32> repeated =
        tf.tile(tf.expandDims(x, tf.constant(1)), tf.constant(new int[] {1, beams, 1}));
    return net.reshape(repeated, -1, size);
  }

  /** The first action of a plan: [N, H, A] to [N, A]. */
  static Operand<TFloat32> first(Net net, Operand<TFloat32> plan) {
    return net.unstack(plan, 1).get(0);
  }
}
