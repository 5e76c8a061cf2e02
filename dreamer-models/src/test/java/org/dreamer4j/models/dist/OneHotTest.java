package org.dreamer4j.models.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.dreamer4j.models.dist.OneHot.Gradient;
import org.dreamer4j.models.dist.PolicyDistribution.NoiseKind;
import org.dreamer4j.models.nn.GraphRun;
import org.dreamer4j.models.nn.Net;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Samples of one-hot actions and the gradients that pass them. */
class OneHotTest {
  private static final int A = 4;

  /** Larger than any difference of logits. */
  private static final double CERTAIN = 1e3;

  private static final double[] LOGITS = {0.3, -1.2, 0.9, 0};
  private static final double[] VALUES = {2, -1, 0.5, 7};

  private final GraphRun run = new GraphRun(GraphRun.DOUBLE);
  private final Net net = run.net();

  @AfterEach
  void close() {
    run.close();
  }

  @ParameterizedTest
  @EnumSource
  void samplesAreOneHotAndAsFrequentAsProbable(Gradient gradient) {
    int samples = 20_000;
    Random random = new Random(5);
    double[] gumbel =
        random.doubles((long) samples * A).map(u -> -Math.log(-Math.log(u))).toArray();
    OneHot dist = new OneHot(run.input(LOGITS, 1, A), gradient);
    assertEquals(NoiseKind.GUMBEL, dist.noise());

    double[] sampled = run.run(dist.sample(net, run.input(gumbel, samples, 1, A)));

    long[] counts = new long[A];
    for (int i = 0; i < samples; i++) {
      double sum = 0;
      for (int a = 0; a < A; a++) {
        double element = sampled[i * A + a];
        assertTrue(element == 0 || element == 1, "element " + element);
        counts[a] += (long) element;
        sum += element;
      }
      assertEquals(1, sum);
    }
    double p = new ChiSquareTest().chiSquareTest(probabilities(), counts);
    assertTrue(p > 0.01, "frequencies have a probability of " + p);
  }

  @Test
  void aSampleCarriesTheGradientOfItsScore() {
    double[] p = probabilities();
    for (int a = 0; a < A; a++) {
      double[] expected = new double[A];
      for (int j = 0; j < A; j++) {
        expected[j] = VALUES[a] * ((j == a ? 1 : 0) - p[j]);
      }
      assertArrayEquals(expected, gradient(Gradient.SCORE, a), 1e-12);
    }
  }

  @Test
  void theScoresGradientIsThatOfTheExpectationOnAverage() {
    double[] p = probabilities();
    double[] mean = new double[A];
    for (int a = 0; a < A; a++) {
      double[] gradient = gradient(Gradient.SCORE, a);
      for (int j = 0; j < A; j++) {
        mean[j] += p[a] * gradient[j];
      }
    }
    assertArrayEquals(gradientOfExpectation(), mean, 1e-12);
  }

  @Test
  void straightThroughEverySampleCarriesTheGradientOfTheExpectation() {
    for (int a = 0; a < A; a++) {
      assertArrayEquals(gradientOfExpectation(), gradient(Gradient.STRAIGHT, a), 1e-12);
    }
  }

  @Test
  void gradientsOfRowsDoNotMix() {
    double[] two = {0.3, -1.2, 0.9, 0, 1, 1, 0, -1};
    Operand<TFloat32> logits = run.input(two, 2, A);
    double[] noise = {CERTAIN, 0, 0, 0, 0, 0, 0, CERTAIN};
    Operand<TFloat32> sample =
        new OneHot(logits, Gradient.SCORE).sample(net, run.input(noise, 2, A));
    double[] values = {2, -1, 0.5, 7, 0, 0, 0, 0};
    Operand<TFloat32> sum = net.sum(net.tf().math.mul(sample, run.input(values, 2, A)));
    double[] gradient = run.run(run.gradients(sum, List.of(logits)).get(0));
    double[] first = java.util.Arrays.copyOf(gradient, A);
    assertArrayEquals(gradient(Gradient.SCORE, 0), first, 1e-12);
    assertArrayEquals(new double[A], java.util.Arrays.copyOfRange(gradient, A, 2 * A));
  }

  @Test
  void theSpreadIsTheProbabilityOfNotTakingTheMode() {
    OneHot dist = new OneHot(run.input(LOGITS, 1, A), Gradient.SCORE);
    assertEquals(1 - probabilities()[2], run.run(dist.spread(net))[0], 1e-12);
    assertArrayEquals(new double[] {0, 0, 1, 0}, run.run(dist.mode(net, net.constant(0))));
  }

  /** d mean(values . sample) / d logits for a sample that is certain. */
  private double[] gradient(Gradient kind, int choice) {
    Operand<TFloat32> logits = run.input(LOGITS, 1, A);
    double[] noise = new double[A];
    noise[choice] = CERTAIN;
    Operand<TFloat32> sample = new OneHot(logits, kind).sample(net, run.input(noise, 1, A));
    Operand<TFloat32> value =
        net.mean(net.sumLast(net.tf().math.mul(sample, run.input(VALUES, 1, A))));
    assertEquals(VALUES[choice], run.run(value)[0], 1e-12);
    return run.run(run.gradients(value, List.of(logits)).get(0));
  }

  /** d sum_a p_a values_a / d logits_j = p_j (values_j - the expectation). */
  private static double[] gradientOfExpectation() {
    double[] p = probabilities();
    double expectation = 0;
    for (int a = 0; a < A; a++) {
      expectation += p[a] * VALUES[a];
    }
    double[] gradient = new double[A];
    for (int j = 0; j < A; j++) {
      gradient[j] = p[j] * (VALUES[j] - expectation);
    }
    return gradient;
  }

  private static double[] probabilities() {
    double sum = java.util.Arrays.stream(LOGITS).map(Math::exp).sum();
    return java.util.Arrays.stream(LOGITS).map(l -> Math.exp(l) / sum).toArray();
  }
}
