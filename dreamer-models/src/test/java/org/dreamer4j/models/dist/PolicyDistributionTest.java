package org.dreamer4j.models.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.dreamer4j.models.dist.PolicyDistribution.NoiseKind;
import org.dreamer4j.models.nn.GraphRun;
import org.dreamer4j.models.nn.Net;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Distributions of continuous actions by hand, two rows of two actions. */
class PolicyDistributionTest {
  private static final double[] MEAN = {0.1, -0.4, 2, 0};
  private static final double[] STDDEV = {0.3, 1, 0.05, 0.7};
  private static final double[] ACTION = {0.5, -0.3, 1.9, -0.8};
  private static final double[] NOISE = {1, -2, 0.5, 0.25};

  private final GraphRun run = new GraphRun(GraphRun.DOUBLE);
  private final Net net = run.net();
  private final Normal base = new Normal(rows(MEAN), rows(STDDEV));

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void aNormalsSamplesModeAndSpread() {
    NormalPolicy policy = new NormalPolicy(base);
    assertEquals(NoiseKind.NORMAL, policy.noise());
    near(new double[] {0.4, -2.4, 2.025, 0.175}, policy.sample(net, rows(NOISE)));
    near(MEAN, policy.mode(net, rows(NOISE)));
    near(STDDEV, policy.spread(net));
  }

  @Test
  void withoutNoiseTheMeanIsChosenWithinTheBoundsThatThereAre() {
    near(MEAN, new NormalPolicy(base).withoutNoise(net));
    near(MEAN, new Deterministic(rows(MEAN)).withoutNoise(net));
    near(new double[] {0.1, -0.4, 1, 0}, new TruncatedNormal(base).withoutNoise(net));
    near(Arrays.stream(MEAN).map(Math::tanh).toArray(), new TanhNormal(base).withoutNoise(net));
    OneHot.Gradient gradient = OneHot.Gradient.SCORE;
    near(new double[] {1, 0, 1, 0}, new OneHot(rows(MEAN), gradient).withoutNoise(net));
  }

  @Test
  void aNormalsLogDensityAndEntropySumOverActions() {
    NormalPolicy policy = new NormalPolicy(base);
    double[] logProb = new double[2];
    double[] entropy = new double[2];
    for (int i = 0; i < 4; i++) {
      NormalDistribution normal = new NormalDistribution(null, MEAN[i], STDDEV[i]);
      logProb[i / 2] += normal.logDensity(ACTION[i]);
      entropy[i / 2] += 0.5 * Math.log(2 * Math.PI * Math.E * STDDEV[i] * STDDEV[i]);
    }
    near(logProb, policy.logProb(net, rows(ACTION)));
    near(entropy, policy.entropy(net, rows(NOISE)));
  }

  @Test
  void certaintyIsItsValueWithoutNoise() {
    Operand<TFloat32> value = rows(MEAN);
    Deterministic policy = new Deterministic(value);
    Operand<TFloat32> sample = policy.sample(net, rows(NOISE));
    near(MEAN, sample);
    near(MEAN, policy.mode(net, rows(NOISE)));
    near(new double[] {0}, policy.spread(net));
    near(new double[2], policy.entropy(net, rows(NOISE)));
    double[] gradient = run.run(run.gradients(net.sum(sample), List.of(value)).get(0));
    assertArrayEquals(new double[] {1, 1, 1, 1}, gradient);
  }

  @Test
  void certaintyGivesAllElseNoDensity() {
    Deterministic policy = new Deterministic(rows(MEAN));
    double[] action = {MEAN[0], MEAN[1], MEAN[2], 0.001};
    double[] logProb = run.run(policy.logProb(net, rows(action)));
    assertArrayEquals(new double[] {0, Double.NEGATIVE_INFINITY}, logProb);
  }

  @Test
  void theEntropyOfATanhNormalIsMinusTheMeanLogDensityOfItsSamples() {
    int samples = PolicyDistribution.SAMPLES;
    Random random = new Random(2);
    double[] noise = new double[samples * 4];
    double[] expected = new double[2];
    double[] mean = {0.1, -0.4, 0.8, 0};
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextGaussian();
      double x = mean[i % 4] + STDDEV[i % 4] * noise[i];
      double slope = 1 - Math.tanh(x) * Math.tanh(x);
      NormalDistribution normal = new NormalDistribution(null, mean[i % 4], STDDEV[i % 4]);
      expected[i % 4 / 2] -= (normal.logDensity(x) - Math.log(slope)) / samples;
    }
    TanhNormal policy = new TanhNormal(new Normal(rows(mean), rows(STDDEV)));
    Operand<TFloat32> draws = run.input(noise, samples, 2, 2);
    near(expected, policy.entropy(net, draws));
    double[] logProbs = run.run(policy.logProb(net, policy.sample(net, draws)));
    for (int row = 0; row < 2; row++) {
      double sum = 0;
      for (int i = 0; i < samples; i++) {
        sum += logProbs[2 * i + row];
      }
      assertEquals(-sum / samples, expected[row], 1e-9);
    }
  }

  private Operand<TFloat32> rows(double[] values) {
    return run.input(values, 2, 2);
  }

  private void near(double[] expected, Operand<TFloat32> actual) {
    assertArrayEquals(expected, run.run(net.tf().identity(actual)), 1e-9);
  }
}
