package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.dreamer4j.core.Array;
import org.junit.jupiter.api.Test;

class TensorStatisticsTest {
  private static final double NONE = Double.NaN;

  @Test
  void figuresAreThoseOfTheFiniteElements() {
    assertEquals(
        new TensorStatistics(8, -3, 0.5, 4, Math.sqrt((12.25 + 0.25 + 0.25 + 12.25) / 4), 2, 2, 1),
        of(4, NONE, 0, Float.POSITIVE_INFINITY, 1, -3, Float.NEGATIVE_INFINITY, NONE));
  }

  @Test
  void withoutFiniteElementsThereAreNoFigures() {
    assertEquals(new TensorStatistics(2, NONE, NONE, NONE, NONE, 1, 1, 0), of(NONE, 1e99));
    assertEquals(TensorStatistics.EMPTY, of());
  }

  @Test
  void ofOneElementTheDeviationIsZero() {
    assertEquals(new TensorStatistics(1, -0.5, -0.5, -0.5, 0, 0, 0, 0), of(-0.5));
  }

  @Test
  void twoPartsTogetherAreAsTheWhole() {
    double[] values = {4, NONE, 0, 1, -3, 1e99, 7, 7, -2, 0, 12};
    TensorStatistics whole = of(values);
    for (int cut = 0; cut <= values.length; cut++) {
      TensorStatistics sum =
          of(Arrays.copyOf(values, cut)).plus(of(Arrays.copyOfRange(values, cut, values.length)));
      assertEquals(whole.elements(), sum.elements());
      assertEquals(whole.nan(), sum.nan());
      assertEquals(whole.infinite(), sum.infinite());
      assertEquals(whole.zeros(), sum.zeros());
      assertEquals(whole.min(), sum.min());
      assertEquals(whole.max(), sum.max());
      assertEquals(whole.mean(), sum.mean(), 1e-12);
      assertEquals(whole.standardDeviation(), sum.standardDeviation(), 1e-12);
    }
    assertTrue(whole.standardDeviation() > 4);
  }

  private static TensorStatistics of(double... values) {
    float[] data = new float[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) values[i];
    }
    return TensorStatistics.of(new Array.Float32(new int[] {data.length}, data));
  }
}
