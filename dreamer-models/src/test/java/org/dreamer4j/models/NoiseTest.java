package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.dreamer4j.models.dist.PolicyDistribution.NoiseKind;
import org.dreamer4j.models.nn.GraphRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class NoiseTest {
  private static final int COUNT = 20_000;
  private final GraphRun run = new GraphRun(TFloat32.class);
  private final Noise noise = new Noise(run.net(), 3);

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void everyKindIsDistributedAsItsNameSays() {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    check(NoiseKind.NORMAL, normal::cumulativeProbability);
    check(NoiseKind.UNIFORM, x -> Math.max(0, Math.min(1, x)));
    check(NoiseKind.GUMBEL, x -> Math.exp(-Math.exp(-x)));
  }

  @Test
  void uniformNoiseStaysBelowItsLimit() {
    noise.uniform("small", 0.25, run.net().tf().constant(new int[] {COUNT}), Shape.of(COUNT));
    double[] drawn = run.run(noise.get("small"));
    double least = Arrays.stream(drawn).min().orElseThrow();
    double most = Arrays.stream(drawn).max().orElseThrow();
    assertTrue(least >= 0 && least < 0.001, "from " + least);
    assertTrue(most < 0.25 && most > 0.249, "to " + most);
  }

  @Test
  void drawsAreApartAndAnewInEveryRun() {
    noise.normal("first", 10);
    noise.normal("second", 10);
    double[] first = run.run(noise.get("first"));
    assertFalse(Arrays.equals(first, run.run(noise.get("second"))));
    assertFalse(Arrays.equals(first, run.run(noise.get("first"))));
    try (GraphRun other = new GraphRun(TFloat32.class)) {
      Noise same = new Noise(other.net(), 3);
      assertArrayEquals(first, other.run(same.normal("first", 10)));
      Noise different = new Noise(other.net(), 4);
      assertFalse(Arrays.equals(first, other.run(different.normal("first", 10))));
    }
  }

  @Test
  void aDrawIsKnownByItsNameOnly() {
    noise.of(NoiseKind.GUMBEL, "one", 2, 3);
    noise.normal("two", 1);
    assertEquals(List.of("one", "two"), noise.names());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> noise.get("three"));
    assertEquals("no noise 'three' among [one, two]", e.getMessage());
  }

  /** Kolmogorov's test at a level of 1 %. */
  private void check(NoiseKind kind, DoubleUnaryOperator distribution) {
    double[] drawn = run.run(noise.of(kind, kind.name(), COUNT));
    assertEquals(COUNT, drawn.length);
    Arrays.sort(drawn);
    double farthest = 0;
    for (int i = 0; i < COUNT; i++) {
      double below = distribution.applyAsDouble(drawn[i]);
      farthest = Math.max(farthest, Math.abs(below - (i + 0.5) / COUNT));
    }
    assertTrue(farthest < 1.63 / Math.sqrt(COUNT), kind + " is off by " + farthest);
  }
}
