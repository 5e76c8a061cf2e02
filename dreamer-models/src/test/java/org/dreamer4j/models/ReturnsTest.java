package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Spec;
import org.dreamer4j.models.dist.Bernoulli;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Returns, weights and losses of imagined trajectories, summed by hand in double precision. */
class ReturnsTest {
  private static final int H = 4;
  private static final int N = DoubleDreamer.SIZE * DoubleDreamer.LENGTH;

  private DoubleDreamer dreamer;
  private Behavior behavior;
  private double[] reward;
  private double[] value;
  private double[] pcont;

  private void open(Map<String, ?> more) {
    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put("encoder", "proprio");
    overrides.put("gradient_heads", List.of("reward"));
    overrides.put("imagination_horizon", H);
    overrides.put("state_diagnostics", false);
    overrides.putAll(more);
    dreamer = new DoubleDreamer(Tiny.vectors(Spec.Box.of(2, -1, 1)), overrides);
    behavior = dreamer.graph.train().behavior();
    RssmState states = behavior.imagination().orElseThrow().states();
    Networks networks = dreamer.graph.networks();
    var net = dreamer.run.net();
    Operand<TFloat32> rows = net.reshape(states.feature(net), -1, 7);
    List<Operand<TFloat32>> fetches = new ArrayList<>();
    fetches.add(networks.world().reward().scalar(rows));
    fetches.add(new Bernoulli(networks.world().pcont().orElseThrow().scalar(rows)).mean(net));
    networks.value().ifPresent(head -> fetches.add(head.scalar(rows)));
    List<double[]> predicted = dreamer.run.run(fetches);
    reward = predicted.get(0);
    pcont = predicted.get(1);
    value = predicted.size() > 2 ? predicted.get(2) : new double[H * N];
    assertEquals(H * N, reward.length);
  }

  @AfterEach
  void close() {
    dreamer.close();
  }

  @Test
  void returnsEndInTheValueOfTheLastStateThatIsLearnedFrom() {
    open(
        Map.of(
            "value_discount",
            0.9,
            "value_lambda",
            0.5,
            "action_loss_scale",
            2,
            "value_loss_scale",
            3));
    check(behavior.actor().orElseThrow(), ones(), 0.99, 0.95, H - 1, H - 2, true);
    check(behavior.value().orElseThrow(), ones(), 0.9, 0.5, H - 1, H - 2, true);
    checkLosses(2, 3);
  }

  @Test
  void returnsEndInTheValueOfTheStateAfterItIfAskedTo() {
    open(Map.of("bootstrap_state", "last", "action_lambda", 0.3, "action_discount", 0.8));
    check(behavior.actor().orElseThrow(), ones(), 0.8, 0.3, H - 1, H - 1, true);
    check(behavior.value().orElseThrow(), ones(), 0.99, 0.95, H - 1, H - 1, true);
  }

  @Test
  void withoutBootstrapAllStatesCountAndNothingFollows() {
    open(Map.of("action_bootstrap", false, "value_bootstrap", false));
    check(behavior.actor().orElseThrow(), ones(), 0.99, 0.95, H, -1, true);
    check(behavior.value().orElseThrow(), ones(), 0.99, 0.95, H, -1, true);
  }

  @Test
  void predictedPcontDiscountsReturnsAndWeights() {
    open(
        Map.of(
            "action_loss_pcont", true,
            "value_loss_pcont", true,
            "value_discount", 1.0));
    check(behavior.actor().orElseThrow(), pcont, 0.99, 0.95, H - 1, H - 2, true);
    check(behavior.value().orElseThrow(), pcont, 1, 0.95, H - 1, H - 2, true);
  }

  @Test
  void weightsCanBeLeftOut() {
    open(
        Map.of(
            "action_pcont_weight", false,
            "value_pcont_weight", false,
            "action_loss_pcont", true));
    check(behavior.actor().orElseThrow(), pcont, 0.99, 0.95, H - 1, H - 2, false);
    check(behavior.value().orElseThrow(), ones(), 0.99, 0.95, H - 1, H - 2, false);
  }

  @Test
  void withoutAValueReturnsAreDiscountedSumsOfAllRewardsAndCountAlike() {
    open(Map.of("value_head", false, "action_discount", 0.9, "action_loss_pcont", true));
    assertEquals(true, behavior.value().isEmpty() && behavior.valueLoss().isEmpty());
    Returns actor = behavior.actor().orElseThrow();
    double[] sums = new double[H * N];
    for (int n = 0; n < N; n++) {
      for (int from = 0; from < H; from++) {
        double discount = 1;
        for (int h = from; h < H; h++) {
          sums[from * N + n] += discount * reward[h * N + n];
          discount *= 0.9 * pcont[h * N + n];
        }
      }
    }
    near(sums, actor.target());
    near(ones(), actor.weight());
    assertLoss(-mean(sums, ones()), behavior.actorLoss().orElseThrow());
  }

  /** Losses are weighted means, times their scales. */
  private void checkLosses(double actorScale, double valueScale) {
    double[] actor = dreamer.run.run(behavior.actor().orElseThrow().target());
    double[] weight = dreamer.run.run(behavior.actor().orElseThrow().weight());
    assertLoss(-actorScale * mean(actor, weight), behavior.actorLoss().orElseThrow());

    double[] target = dreamer.run.run(behavior.value().orElseThrow().target());
    double[] logProb = new double[target.length];
    Arrays.setAll(logProb, i -> -0.5 * (Math.pow(target[i] - value[i], 2) + Math.log(2 * Math.PI)));
    double[] valueWeight = dreamer.run.run(behavior.value().orElseThrow().weight());
    assertLoss(-valueScale * mean(logProb, valueWeight), behavior.valueLoss().orElseThrow());
  }

  /**
   * Compares returns and weights.
   *
   * @param kept states that are learned from
   * @param end state whose value ends the returns, or -1
   */
  private void check(
      Returns returns,
      double[] pconts,
      double discount,
      double lambda,
      int kept,
      int end,
      boolean weighted) {
    double[] target = new double[kept * N];
    double[] weight = new double[kept * N];
    for (int n = 0; n < N; n++) {
      double last = end < 0 ? 0 : value[end * N + n];
      double next = last;
      for (int h = kept - 1; h >= 0; h--) {
        double nextValue = h == kept - 1 ? last : value[(h + 1) * N + n];
        double future = (1 - lambda) * nextValue + lambda * next;
        next = reward[h * N + n] + discount * pconts[h * N + n] * future;
        target[h * N + n] = next;
      }
      double product = 1;
      for (int h = 0; h < kept; h++) {
        weight[h * N + n] = weighted ? product : 1;
        product *= discount * pconts[h * N + n];
      }
    }
    near(reward, returns.reward());
    near(value, returns.predictedValue());
    near(Arrays.copyOf(value, kept * N), returns.value());
    near(target, returns.target());
    near(weight, returns.weight());
  }

  private void near(double[] expected, Operand<TFloat32> actual) {
    assertArrayEquals(expected, dreamer.run.run(actual), 1e-12);
  }

  private void assertLoss(double expected, Operand<TFloat32> actual) {
    assertEquals(expected, dreamer.run.run(actual)[0], 1e-12);
  }

  private static double mean(double[] values, double[] weights) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * weights[i];
    }
    return sum / values.length;
  }

  private static double[] ones() {
    double[] ones = new double[H * N];
    Arrays.fill(ones, 1);
    return ones;
  }
}
