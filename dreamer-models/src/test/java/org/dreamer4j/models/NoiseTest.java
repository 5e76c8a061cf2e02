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
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

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
  void noiseForImagesIsUniformInSteps() {
    double[] drawn = run.run(coarse(1.0, "image", noise));
    checkDistribution(drawn, x -> Math.max(0, Math.min(1, x)), "image");
    double between = 0;
    for (int i = 0; i < COUNT; i++) {
      assertEquals(0, drawn[i] * 65_536 % 1);
      between += (drawn[i] - 0.5) * (drawn[(i + 1) % COUNT] - 0.5) * 12 / COUNT;
    }
    assertEquals(0, between, 2.6 / Math.sqrt(COUNT), "correlation of neighbours");
    double[] small = run.run(coarse(0.25, "small", noise));
    checkDistribution(small, x -> Math.max(0, Math.min(1, 4 * x)), "small");
  }

  @Test
  void noiseForImagesMayBeOddInNumber() {
    Operand<TInt32> sizes = run.net().tf().constant(new int[] {3, 5});
    assertEquals(15, run.run(noise.coarse("known", 1, sizes, Shape.of(3, 5))).length);
    assertEquals(15, run.run(noise.coarse("unknown", 1, sizes, Shape.of(-1, 5))).length);
  }

  @Test
  void noiseForImagesIsSettledByTheSeedAndAnewInEveryRun() {
    double[] first = run.run(coarse(1.0, "image", noise));
    assertFalse(Arrays.equals(first, run.run(noise.get("image"))));
    try (GraphRun other = new GraphRun(TFloat32.class)) {
      Noise same = new Noise(other.net(), 3);
      assertArrayEquals(first, other.run(coarse(1.0, "image", same, other)));
      Noise different = new Noise(other.net(), 4);
      assertFalse(Arrays.equals(first, other.run(coarse(1.0, "image", different, other))));
    }
  }

  private Operand<TFloat32> coarse(double limit, String name, Noise from) {
    return coarse(limit, name, from, run);
  }

  private static Operand<TFloat32> coarse(double limit, String name, Noise from, GraphRun in) {
    int[] sizes = {COUNT / 2, 2};
    return from.coarse(name, limit, in.net().tf().constant(sizes), Shape.of(COUNT / 2, 2));
  }

  @Test
  void noiseForImagesStaysBelowItsLimit() {
    coarse(0.25, "small", noise);
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

  private void check(NoiseKind kind, DoubleUnaryOperator distribution) {
    checkDistribution(run.run(noise.of(kind, kind.name(), COUNT)), distribution, kind.name());
  }

  /** Kolmogorov's test at a level of 1 %. */
  private static void checkDistribution(
      double[] values, DoubleUnaryOperator distribution, String name) {
    assertEquals(COUNT, values.length);
    double[] drawn = values.clone();
    Arrays.sort(drawn);
    double farthest = 0;
    for (int i = 0; i < COUNT; i++) {
      double below = distribution.applyAsDouble(drawn[i]);
      farthest = Math.max(farthest, Math.abs(below - (i + 0.5) / COUNT));
    }
    assertTrue(farthest < 1.63 / Math.sqrt(COUNT), name + " is off by " + farthest);
  }
}
