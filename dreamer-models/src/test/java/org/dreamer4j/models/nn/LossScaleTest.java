package org.dreamer4j.models.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

class LossScaleTest {
  private static final String SCOPE = "graph/optimizer_test/cond/";
  private static final String SCALE = SCOPE + "loss_scale";
  private static final String GOOD = SCOPE + "good_updates";

  private final GraphRun run = new GraphRun(TFloat32.class);
  private final Net net = run.net();
  private final Variable<TFloat32> weight = net.variables().bias("weight", 1, 1);

  /** The weight's gradient is the factor. */
  private final Operand<TFloat32> factor = run.input(new double[] {3});

  private final Adam adam = new Adam(net, new Adam.Settings("test", 0.1, 100, 0.01, true));
  private final Adam.Gradients gradients =
      adam.gradients(
          run.graph(), net.sum(net.tf().math.mul(weight.value(), factor)), List.of(weight));
  private final Op update = adam.apply(gradients, List.of());

  LossScaleTest() {
    net.variables().all().forEach(v -> run.execute(v.initializer()));
  }

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void gradientsAreScaledBack() {
    assertEquals(3, run.run(gradients.raw().get(0))[0]);
    assertEquals(3, run.run(gradients.norm())[0], 1e-6);
    assertEquals(LossScale.INITIAL, value(SCALE));
  }

  @Test
  void aFiniteGradientUpdatesAndIsCounted() {
    run.execute(update);
    assertEquals(0.90954, value("weight"), 1e-4);
    assertEquals(1, value(GOOD));
    assertEquals(LossScale.INITIAL, value(SCALE));
    assertEquals(0.81, value(SCOPE + "beta1_power"), 1e-6);
  }

  @Test
  void anInfiniteGradientChangesNothingButTheScale() {
    run.execute(update);
    double[] before = state();
    run.feed(factor, new double[] {Double.POSITIVE_INFINITY});
    assertEquals(0, shownNorm(), "left out, not diverged");
    run.execute(update);
    assertArrayEquals(before, state());
    assertEquals(LossScale.INITIAL / 2, value(SCALE));
    assertEquals(0, value(GOOD));
    run.feed(factor, new double[] {3});
    run.execute(update);
    assertEquals(1, value(GOOD));
    assertEquals(LossScale.INITIAL / 2, value(SCALE));
    assertEquals(0.729, value(SCOPE + "beta1_power"), 1e-6);
  }

  @Test
  void manyFiniteGradientsInARowDoubleTheScale() {
    set(GOOD, LossScale.UPDATES_TO_GROW - 2);
    run.execute(update);
    assertEquals(LossScale.INITIAL, value(SCALE));
    run.execute(update);
    assertEquals(2 * LossScale.INITIAL, value(SCALE));
    assertEquals(0, value(GOOD));
  }

  @Test
  void theScaleEndsAtTheLargest() {
    set(SCALE, LossScale.LARGEST);
    set(GOOD, LossScale.UPDATES_TO_GROW - 1);
    run.execute(update);
    assertEquals(LossScale.LARGEST, value(SCALE));
  }

  @Test
  void theScaleStaysAtOneAndThenANormThatIsNotFiniteShows() {
    set(SCALE, LossScale.SMALLEST);
    run.feed(factor, new double[] {Double.NaN});
    run.execute(update);
    assertEquals(LossScale.SMALLEST, value(SCALE));
    assertEquals(Double.NaN, shownNorm());
  }

  private double shownNorm() {
    return run.run(gradients.lossScale().orElseThrow().shown(gradients.norm()))[0];
  }

  private double[] state() {
    return new double[] {
      value("weight"),
      value("graph/weight/test"),
      value("graph/weight/test_1"),
      value(SCOPE + "beta1_power"),
      value(SCOPE + "beta2_power")
    };
  }

  private double value(String name) {
    return run.run(net.variables().get(name).value())[0];
  }

  private void set(String name, double value) {
    run.execute(net.tf().assignVariableOp(net.variables().get(name).handle(), net.constant(value)));
  }
}
