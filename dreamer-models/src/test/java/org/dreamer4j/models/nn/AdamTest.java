package org.dreamer4j.models.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

class AdamTest {
  private static final double RATE = 0.1;
  private static final double EPSILON = 0.01;

  private final GraphRun run = new GraphRun(GraphRun.DOUBLE);
  private final Net net = run.net();
  private final Variable<TFloat32> a = net.variables().bias("a", 1, 1);
  private final Variable<TFloat32> b = net.variables().bias("b", 1, 2);

  @AfterEach
  void close() {
    run.close();
  }

  @BeforeEach
  void initialize() {
    net.variables().all().forEach(v -> run.execute(v.initializer()));
  }

  private Adam adam(double clipping) {
    return new Adam(net, new Adam.Settings("test", RATE, clipping, EPSILON, false));
  }

  /** 3 a + 4 b: gradients 3 and 4, norm 5. */
  private Operand<TFloat32> loss() {
    return net.sum(net.tf().math.add(net.times(a.value(), 3), net.times(b.value(), 4)));
  }

  @Test
  void gradientsAboveTheLimitAreScaledToItTogether() {
    Adam.Gradients gradients = adam(2.5).gradients(run.graph(), loss(), List.of(a, b));
    assertEquals(5, run.run(gradients.norm())[0], 1e-12);
    assertEquals(3, run.run(gradients.raw().get(0))[0], 1e-12);
    assertEquals(1.5, run.run(gradients.clipped().get(0))[0], 1e-12);
    assertEquals(2, run.run(gradients.clipped().get(1))[0], 1e-12);
  }

  @Test
  void gradientsBelowTheLimitStay() {
    Adam.Gradients gradients = adam(5.5).gradients(run.graph(), loss(), List.of(a, b));
    assertEquals(3, run.run(gradients.clipped().get(0))[0]);
    assertEquals(4, run.run(gradients.clipped().get(1))[0]);
  }

  @Test
  void variablesTheLossDoesNotDependOnAreLeftOut() {
    Variable<TFloat32> unused = net.variables().bias("unused", 1, 0);
    Operand<TFloat32> loss =
        net.sum(net.tf().math.mul(a.value(), net.tf().stopGradient(b.value())));
    Adam.Gradients gradients = adam(1).gradients(run.graph(), loss, List.of(unused, a, b));
    assertEquals(List.of(a), gradients.variables());
    assertEquals(2, run.run(gradients.raw().get(0))[0]);
  }

  @Test
  void updatesFollowTheFormula() {
    Adam adam = adam(2.5);
    Adam.Gradients gradients = adam.gradients(run.graph(), loss(), List.of(a, b));
    Op update = adam.apply(gradients, List.of());
    net.variables().all().forEach(v -> run.execute(v.initializer()));
    double[] weight = {1, 2};
    double[] gradient = {1.5, 2};
    double[] m = new double[2];
    double[] v = new double[2];
    for (int t = 1; t <= 3; t++) {
      run.execute(update);
      for (int i = 0; i < 2; i++) {
        m[i] = 0.9 * m[i] + 0.1 * gradient[i];
        v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i];
        double rate = RATE * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
        weight[i] -= rate * m[i] / (Math.sqrt(v[i]) + EPSILON);
      }
      assertArrayEquals(weight, values("a", "b"), 1e-12);
      assertArrayEquals(m, values("graph/a/test", "graph/b/test"), 1e-12);
      assertArrayEquals(v, values("graph/a/test_1", "graph/b/test_1"), 1e-12);
      assertEquals(Math.pow(0.9, t + 1), values("graph/optimizer_test/cond/beta1_power")[0], 1e-12);
      assertEquals(
          Math.pow(0.999, t + 1), values("graph/optimizer_test/cond/beta2_power")[0], 1e-12);
    }
  }

  private double[] values(String... names) {
    double[] out = new double[names.length];
    for (int i = 0; i < names.length; i++) {
      out[i] = run.run(net.variables().get(names[i]).value())[0];
    }
    return out;
  }
}
