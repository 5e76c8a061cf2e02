package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.models.nn.GraphRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class LambdaReturnTest {
  private final GraphRun run = new GraphRun(GraphRun.DOUBLE);
  private final List<Operand<TFloat32>> reward = steps(1, 2, 3);
  private final List<Operand<TFloat32>> value = steps(10, 20, 40);
  private final List<Operand<TFloat32>> pcont = steps(0.5, 0.5, 0.25);
  private final Operand<TFloat32> bootstrap = steps(80).get(0);

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void lambdaReturnAtHorizonOneIsTheOneStepTarget() {
    for (double lambda : new double[] {0, 0.3, 1}) {
      // 1 + 0.5 * 80
      assertReturns(of(1, lambda), 41);
    }
  }

  @Test
  void lambdaZeroLooksOneStepAhead() {
    // 1 + 0.5 * 20, 2 + 0.5 * 40, 3 + 0.25 * 80
    assertReturns(of(3, 0), 11, 22, 23);
  }

  @Test
  void lambdaOneSumsDiscountedRewardsAndTheBootstrap() {
    // 3 + 0.25 * 80, 2 + 0.5 * 23, 1 + 0.5 * 13.5
    assertReturns(of(3, 1), 7.75, 13.5, 23);
  }

  @Test
  void lambdaBetweenMixesValueAndReturn() {
    // 23, 2 + 0.5 * (0.5 * 40 + 0.5 * 23), 1 + 0.5 * (0.5 * 20 + 0.5 * 17.75)
    assertReturns(of(3, 0.5), 10.4375, 17.75, 23);
  }

  @Test
  void aDiscountOfZeroCutsWhatFollows() {
    List<Operand<TFloat32>> cut = steps(0.5, 0, 0.25);
    // 1 + 0.5 * (0.5 * 20 + 0.5 * 2)
    assertReturns(LambdaReturn.of(run.net(), reward, value, cut, bootstrap, 0.5), 6.5, 2, 23);
  }

  @Test
  void aStepCountsAsMuchAsTheDiscountsBeforeItAllow() {
    assertReturns(LambdaReturn.weights(run.net(), pcont), 1, 0.5, 0.25);
  }

  @Test
  void weightsGiveNoGradient() {
    List<Operand<TFloat32>> weights = LambdaReturn.weights(run.net(), pcont);
    Operand<TFloat32> sum = run.net().tf().math.add(weights.get(2), run.net().sum(pcont.get(0)));

    double[] gradient = run.run(run.gradients(run.net().sum(sum), List.of(pcont.get(0))).get(0));

    assertArrayEquals(new double[] {1}, gradient);
  }

  @Test
  void listsOfDifferentLengthAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> LambdaReturn.of(run.net(), reward, value.subList(0, 2), pcont, bootstrap, 0.5));
    assertEquals(
        "lambda return needs equally many rewards, values and pconts, got 3, 2 and 3",
        e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> LambdaReturn.of(run.net(), reward, value, steps(1), bootstrap, 0.5));
    assertThrows(
        IllegalArgumentException.class,
        () -> LambdaReturn.of(run.net(), List.of(), List.of(), List.of(), bootstrap, 0.5));
  }

  private List<Operand<TFloat32>> of(int length, double lambda) {
    return LambdaReturn.of(
        run.net(),
        reward.subList(0, length),
        value.subList(0, length),
        pcont.subList(0, length),
        bootstrap,
        lambda);
  }

  private void assertReturns(List<Operand<TFloat32>> actual, double... expected) {
    double[] values = run.run(actual).stream().mapToDouble(v -> v[0]).toArray();
    assertArrayEquals(expected, values, 1e-12);
  }

  /** One operand [1] for each value. */
  private List<Operand<TFloat32>> steps(double... values) {
    List<Operand<TFloat32>> out = new ArrayList<>();
    for (double v : values) {
      out.add(run.input(new double[] {v}, 1));
    }
    return out;
  }
}
