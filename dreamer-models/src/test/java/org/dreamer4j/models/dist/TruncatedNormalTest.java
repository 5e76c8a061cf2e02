package org.dreamer4j.models.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.dreamer4j.models.dist.PolicyDistribution.NoiseKind;
import org.dreamer4j.models.nn.GraphRun;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The normal between -1 and 1 against quadrature, its distribution function and differences. */
class TruncatedNormalTest {
  /** Means and deviations: inside, at a bound, beyond it, wide. */
  private static final double[][] NEAR = {
    {0, 0.5}, {0.3, 0.2}, {-0.9, 0.1}, {1, 0.5}, {-1.6, 0.2}, {2, 0.3}, {-0.2, 5}, {3, 5}
  };

  /** Where the mass between the bounds is too small for a float. */
  private static final double[][] FAR = {{6, 0.5}, {-6, 0.5}, {5, 0.31}, {20, 1}, {-30, 1}};

  private static final double[][] EXTREME = {
    {4, 0.2}, {-40, 0.01}, {1000, 1e-4}, {-1.5, 1e-3}, {1e6, 1}, {0, 1e-4}, {0.5, 1e4}
  };

  private static final double[] ACTIONS = {-0.99, -0.3, 0, 0.6, 1};

  @Test
  void theDensityIntegratesToOne() {
    assertIntegral(GraphRun.DOUBLE, NEAR, 1e-9);
    assertIntegral(TFloat32.class, NEAR, 1e-4);
    // Beyond 12 deviations the mass is a series, exact to a millionth.
    assertIntegral(GraphRun.DOUBLE, FAR, 1e-6);
  }

  /** Gauss and Legendre's rule on panels. */
  private static void assertIntegral(Class<TFloat32> type, double[][] cases, double tolerance) {
    int panels = 100;
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(8);
    double[] points = new double[panels * 8];
    for (int i = 0; i < points.length; i++) {
      points[i] = -1 + (2 * (i / 8) + 1 + rule.getPoint(i % 8)) / panels;
    }
    try (Cases of = new Cases(type, cases, points)) {
      double[] logProbs = of.run.run(of.logProb());
      for (int c = 0; c < cases.length; c++) {
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
          sum += Math.exp(logProbs[i * cases.length + c]) * rule.getWeight(i % 8) / panels;
        }
        assertEquals(1, sum, tolerance, Arrays.toString(cases[c]));
      }
    }
  }

  @Test
  void samplesInvertTheDistributionFunction() {
    double[] noise = IntStream.range(0, 1000).mapToDouble(i -> (i + 0.5) / 1000).toArray();
    try (Cases of = new Cases(GraphRun.DOUBLE, NEAR, noise)) {
      double[] samples = of.run.run(of.sample());
      for (int i = 0; i < samples.length; i++) {
        double below = distribution(NEAR[i % NEAR.length], samples[i]);
        assertEquals(noise[i / NEAR.length], below, 1e-9);
      }
    }
  }

  @Test
  void samplesInSinglePrecisionAreDistributedAsTheyShould() {
    int count = 20_000;
    double[] noise = new Random(7).doubles(count).toArray();
    try (Cases of = new Cases(TFloat32.class, NEAR, noise)) {
      double[] all = of.run.run(of.sample());
      for (int c = 0; c < NEAR.length; c++) {
        int column = c;
        double[] samples =
            IntStream.range(0, count).mapToDouble(i -> all[i * NEAR.length + column]).toArray();
        Arrays.sort(samples);
        assertTrue(samples[0] >= -1 && samples[count - 1] <= 1);
        double farthest = 0;
        for (int i = 0; i < count; i++) {
          double expected = distribution(NEAR[c], samples[i]);
          farthest = Math.max(farthest, Math.abs(expected - (i + 0.5) / count));
        }
        // Kolmogorov's bound at a level of 1 %.
        assertTrue(farthest < 1.63 / Math.sqrt(count), "off by " + farthest);
      }
    }
  }

  @Test
  void samplesMoveWithMeanAndDeviation() {
    try (Cases of = new Cases(GraphRun.DOUBLE, NEAR, 0.01, 0.2, 0.5, 0.77, 0.99)) {
      of.assertGradients(of.sample(), 1e-7);
      for (double slope : of.gradients(of.sample()).get(0)) {
        assertTrue(slope > 0);
      }
    }
  }

  @Test
  void theLogDensityMovesWithMeanAndDeviation() {
    double[][] cases = {NEAR[0], NEAR[2], NEAR[4], NEAR[6], NEAR[7], FAR[0], FAR[1], {-13.1, 1}};
    try (Cases of = new Cases(GraphRun.DOUBLE, cases, ACTIONS)) {
      of.assertGradients(of.logProb(), 1e-5);
    }
  }

  @Test
  void allIsFiniteInSinglePrecisionHoweverFarOutTheMeanIs() {
    double[] noise = {0, 1e-7, 0.5, 1 - 1e-7};
    try (Cases of = new Cases(TFloat32.class, EXTREME, noise)) {
      Operand<TFloat32> sample = of.sample();
      Operand<TFloat32> logProb = of.dist.logProb(of.run.net(), sample);
      for (Operand<TFloat32> value : List.of(sample, logProb)) {
        assertFinite(of.run.run(value));
        of.gradients(value).forEach(TruncatedNormalTest::assertFinite);
      }
      double[] samples = of.run.run(sample);
      double[] modes = of.run.run(of.dist.mode(of.run.net(), sample));
      for (int c = 0; c < 5; c++) {
        double bound = Math.signum(EXTREME[c][0]);
        assertEquals(bound, modes[c]);
        for (int i = 0; i < noise.length; i++) {
          assertEquals(bound, samples[i * EXTREME.length + c], 0.25);
        }
      }
    }
  }

  @Test
  void theEntropyIsMinusTheMeanLogDensityOfSamples() {
    double[] noise = IntStream.range(0, 100).mapToDouble(i -> (i + 0.5) / 100).toArray();
    try (Cases of = new Cases(GraphRun.DOUBLE, NEAR, noise)) {
      assertEquals(NoiseKind.UNIFORM, of.dist.noise());
      double[] logProbs = of.run.run(of.dist.logProb(of.run.net(), of.sample()));
      double[] expected = new double[NEAR.length];
      for (int i = 0; i < logProbs.length; i++) {
        expected[i % NEAR.length] -= logProbs[i] / noise.length;
      }
      double[] entropy = of.run.run(of.dist.entropy(of.run.net(), of.points));
      assertArrayEquals(expected, entropy, 1e-12);
      // So wide a normal is all but uniform.
      assertEquals(Math.log(2), entropy[6], 0.01);
    }
  }

  @Test
  void actionsCountTogether() {
    try (Cases of = new Cases(GraphRun.DOUBLE, NEAR, 0.4);
        GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      double[] apart = of.run.run(of.logProb());
      Operand<TFloat32> mean = run.input(new double[] {NEAR[1][0], NEAR[5][0]}, 1, 2);
      Operand<TFloat32> stddev = run.input(new double[] {NEAR[1][1], NEAR[5][1]}, 1, 2);
      TruncatedNormal both = new TruncatedNormal(new Normal(mean, stddev));
      double[] together =
          run.run(both.logProb(run.net(), run.input(new double[] {0.4, 0.4}, 1, 2)));
      assertArrayEquals(new double[] {apart[1] + apart[5]}, together, 1e-12);
    }
  }

  /** Mass below x; on the side where it is small, so that it is exact. */
  private static double distribution(double[] of, double x) {
    if (of[0] < 0) {
      return 1 - distribution(new double[] {-of[0], of[1]}, -x);
    }
    NormalDistribution normal = new NormalDistribution(null, of[0], of[1]);
    double low = normal.cumulativeProbability(-1);
    return (normal.cumulativeProbability(x) - low) / (normal.cumulativeProbability(1) - low);
  }

  private static void assertFinite(double[] values) {
    assertTrue(Arrays.stream(values).allMatch(Double::isFinite), Arrays.toString(values));
  }

  /** One distribution for each case, and points [P, cases, 1] that all of them are asked about. */
  private static final class Cases implements AutoCloseable {
    private static final double STEP = 1e-6;
    private final double[][] cases;
    private final int rows;
    private final GraphRun run;
    private final Operand<TFloat32> mean;
    private final Operand<TFloat32> stddev;
    private final Operand<TFloat32> points;
    private final TruncatedNormal dist;

    Cases(Class<TFloat32> type, double[][] cases, double... points) {
      this.cases = cases;
      int count = points.length;
      rows = Math.multiplyExact(count, cases.length);
      run = new GraphRun(type);
      // A row for each point, so that gradients of points do not mix.
      mean = run.input(filled((m, s) -> m), rows, 1);
      stddev = run.input(filled((m, s) -> s), rows, 1);
      dist =
          new TruncatedNormal(
              new Normal(
                  run.net().reshape(mean, count, cases.length, 1),
                  run.net().reshape(stddev, count, cases.length, 1)));
      double[] all = new double[rows];
      Arrays.setAll(all, i -> points[i / cases.length]);
      this.points = run.input(all, count, cases.length, 1);
    }

    Operand<TFloat32> sample() {
      return dist.sample(run.net(), points);
    }

    Operand<TFloat32> logProb() {
      return dist.logProb(run.net(), points);
    }

    /** Of every value by its mean, and by its standard deviation. */
    List<double[]> gradients(Operand<TFloat32> values) {
      return run.run(run.gradients(run.net().sum(values), List.of(mean, stddev)));
    }

    void assertGradients(Operand<TFloat32> values, double tolerance) {
      List<double[]> actual = gradients(values);
      near(differences(values, mean, (m, s) -> m), actual.get(0), tolerance);
      near(differences(values, stddev, (m, s) -> s), actual.get(1), tolerance);
    }

    private double[] differences(
        Operand<TFloat32> values, Operand<TFloat32> by, DoubleBinaryOperator part) {
      double[][] at = new double[2][];
      for (int i = 0; i < 2; i++) {
        double shift = i == 0 ? -STEP : STEP;
        run.feed(by, filled((m, s) -> part.applyAsDouble(m, s) + shift), rows, 1);
        at[i] = run.run(values);
      }
      run.feed(by, filled(part), rows, 1);
      return IntStream.range(0, at[0].length)
          .mapToDouble(i -> (at[1][i] - at[0][i]) / (2 * STEP))
          .toArray();
    }

    private double[] filled(DoubleBinaryOperator part) {
      double[] values = new double[rows];
      Arrays.setAll(
          values, i -> part.applyAsDouble(cases[i % cases.length][0], cases[i % cases.length][1]));
      return values;
    }

    private void near(double[] expected, double[] actual, double tolerance) {
      assertEquals(expected.length, actual.length);
      for (int i = 0; i < expected.length; i++) {
        double bound = tolerance * Math.max(1, Math.abs(expected[i]));
        assertEquals(
            expected[i], actual[i], bound, Arrays.toString(cases[i % cases.length]) + " " + i);
      }
    }

    @Override
    public void close() {
      run.close();
    }
  }
}
