package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.PlannerConfig.Objective;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Plans rated and refitted by hand, in double precision. */
class PlanningTest {
  private static final int BEAMS = 5;
  private static final int H = 3;
  private static final int A = 2;
  private static final int S = 3;
  private static final int D = 4;
  private static final double DISCOUNT = 0.9;
  private static final double LAMBDA = 0.6;
  private static DoubleDreamer dreamer;

  @BeforeAll
  static void open() {
    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put("encoder", "proprio");
    overrides.put("gradient_heads", List.of("reward"));
    overrides.put("planner_beams", BEAMS);
    overrides.put("planner_horizon", H);
    overrides.put("planner_topk", 2);
    overrides.put("planner_iterations", 2);
    overrides.put("planner_discount", DISCOUNT);
    overrides.put("planner_lambda", LAMBDA);
    overrides.put("planner_init_std", 0.8);
    dreamer = new DoubleDreamer(Tiny.vectors(Spec.Box.of(A, -1, 1)), overrides);
  }

  @AfterAll
  static void close() {
    dreamer.close();
  }

  @Test
  void plansAreRatedByTheSumOfTheirRewards() {
    double[][] predicted = predict(0);
    double[] expected = new double[BEAMS];
    Arrays.setAll(expected, b -> Arrays.stream(predicted[b], 0, H).sum());
    Planning.Found found = search(Planner.CEM, Objective.REWARD, 1, 0);
    assertArrayEquals(expected, dreamer.run.run(found.rounds().get(0).rating()), 1e-12);
  }

  @Test
  void plansAreRatedByTheirLambdaReturnWithWeightedValues() {
    double[][] predicted = predict(0);
    for (double weight : new double[] {1, 0.25, 0}) {
      double[] expected = new double[BEAMS];
      for (int b = 0; b < BEAMS; b++) {
        double[] r = predicted[b];
        // Rewards stand first, values after them; the last value follows the last but one reward.
        double last = weight * r[2 * H - 1];
        double second = r[1] + DISCOUNT * last;
        double value = weight * r[H + 1];
        expected[b] = r[0] + DISCOUNT * ((1 - LAMBDA) * value + LAMBDA * second);
      }
      Planning.Found found = search(Planner.CEM, Objective.REWARD_VALUE, weight, 0);
      assertArrayEquals(expected, dreamer.run.run(found.rounds().get(0).rating()), 1e-12);
    }
  }

  @Test
  void shootingTakesTheBestOfItsPlans() {
    for (int row = 0; row < 3; row++) {
      Planning.Found found = search(Planner.SHOOTING, Objective.REWARD, 1, row);
      assertEquals(1, found.rounds().size());
      List<double[]> out = dreamer.run.run(List.of(found.rounds().get(0).rating(), found.plan()));
      assertArrayEquals(plan(row, best(out.get(0)).get(0)), out.get(1), 1e-12);
    }
  }

  @Test
  void theCrossEntropyMethodRefitsToTheBestPlans() {
    Planning.Found found = search(Planner.CEM, Objective.REWARD, 1, 1);
    assertEquals(2, found.rounds().size());
    Planning.Round first = found.rounds().get(0);
    List<double[]> out = dreamer.run.run(List.of(first.rating(), first.mean(), first.stddev()));
    List<Integer> best = best(out.get(0));
    double[] one = plan(1, best.get(0));
    double[] other = plan(1, best.get(1));
    for (int i = 0; i < H * A; i++) {
      assertEquals((one[i] + other[i]) / 2, out.get(1)[i], 1e-12);
      double variance = Math.pow((one[i] - other[i]) / 2, 2);
      assertEquals(Math.sqrt(variance + 1e-6), out.get(2)[i], 1e-12);
    }
  }

  @Test
  void environmentsAreSearchedForApart() {
    for (Planner planner : List.of(Planner.CEM, Planner.SHOOTING)) {
      double[] together = dreamer.run.run(search(planner, Objective.REWARD_VALUE, 1, 0, 1).plan());
      assertEquals(2 * H * A, together.length);
      for (int row = 0; row < 2; row++) {
        double[] alone = dreamer.run.run(search(planner, Objective.REWARD_VALUE, 1, row).plan());
        double[] part = Arrays.copyOfRange(together, row * H * A, (row + 1) * H * A);
        assertArrayEquals(alone, part, 1e-12);
      }
    }
  }

  @Test
  void theFirstActionOfAPlanIsTaken() {
    Operand<TFloat32> plans = input(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
    Operand<TFloat32> first = Planning.first(dreamer.run.net(), plans);
    assertArrayEquals(new double[] {1, 2, 5, 6}, dreamer.run.run(first));
  }

  /** A search whose noise and start depend on the rows alone. */
  private static Planning.Found search(
      Planner planner, Objective objective, double valueWeight, int... rows) {
    RssmState start =
        new RssmState(
            start("mean", S, rows),
            start("stddev", S, rows),
            start("sample", S, rows),
            start("belief", D, rows));
    Planning.Draws draws =
        (name, shape) -> {
          long[] sizes = shape.clone();
          sizes[0] = rows.length;
          int each = Math.toIntExact(Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b));
          return input(values(name, each, rows), sizes);
        };
    Planning planning =
        new Planning(
            dreamer.run.net(),
            dreamer.config.planner(),
            dreamer.graph.networks(),
            draws,
            start,
            new PlannerGraph.Kind(planner, objective, dreamer.config.planner().plannerHorizon()),
            dreamer.run.net().constant(valueWeight));
    return planning.search(planner);
  }

  private static Operand<TFloat32> start(String name, int size, int... rows) {
    return input(values(name, size, rows), rows.length, size);
  }

  private static double[] values(String name, int each, int... rows) {
    double[] values = new double[rows.length * each];
    for (int r = 0; r < rows.length; r++) {
      Random random = new Random(name.hashCode() + 1000L * rows[r]);
      for (int i = 0; i < each; i++) {
        values[r * each + i] = random.nextGaussian();
      }
    }
    return values;
  }

  /** A plan of the first round, [H A]. */
  private static double[] plan(int row, int beam) {
    double[] noise = values("plan_0", BEAMS * H * A, row);
    double[] plan = new double[H * A];
    Arrays.setAll(plan, i -> Math.max(-1, Math.min(1, 0.8 * noise[beam * H * A + i])));
    return plan;
  }

  /** Rewards, then values, along every plan of the first round, [beams, 2 H]. */
  private static double[][] predict(int row) {
    Rssm rssm = dreamer.graph.networks().world().rssm();
    DenseHead reward = dreamer.graph.networks().world().reward();
    DenseHead value = dreamer.graph.networks().value().orElseThrow();
    int[] tiled = new int[BEAMS];
    Arrays.fill(tiled, row);
    RssmState state =
        new RssmState(
            start("mean", S, tiled),
            start("stddev", S, tiled),
            start("sample", S, tiled),
            start("belief", D, tiled));
    List<Operand<TFloat32>> fetches = new ArrayList<>();
    for (int h = 0; h < H; h++) {
      double[] actions = new double[BEAMS * A];
      for (int b = 0; b < BEAMS; b++) {
        System.arraycopy(plan(row, b), h * A, actions, b * A, A);
      }
      double[] noise = values("state_0_" + h, BEAMS * S, row);
      state = rssm.imagine(state, input(actions, BEAMS, A), input(noise, BEAMS, S));
      Operand<TFloat32> feature = state.feature(dreamer.run.net());
      fetches.add(h, reward.scalar(feature));
      fetches.add(value.scalar(feature));
    }
    List<double[]> predicted = dreamer.run.run(fetches);
    double[][] out = new double[BEAMS][2 * H];
    for (int b = 0; b < BEAMS; b++) {
      for (int i = 0; i < 2 * H; i++) {
        out[b][i] = predicted.get(i)[b];
      }
    }
    return out;
  }

  /** Plans from the best to the worst. */
  private static List<Integer> best(double[] rating) {
    assertEquals(BEAMS, rating.length);
    List<Integer> places = new ArrayList<>(List.of(0, 1, 2, 3, 4));
    places.sort((a, b) -> Double.compare(rating[b], rating[a]));
    assertTrue(rating[places.get(0)] > rating[places.get(1)]);
    return places;
  }

  private static Operand<TFloat32> input(double[] values, long... shape) {
    return dreamer.run.input(values, shape);
  }
}
