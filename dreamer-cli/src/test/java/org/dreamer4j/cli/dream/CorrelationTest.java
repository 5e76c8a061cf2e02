package org.dreamer4j.cli.dream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrelationTest {
  @Test
  void halfCorrelatedPairsHaveFishersInterval() {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < 28; i++) {
      double a = i % 2 == 0 ? 1 : -1;
      double b = i % 4 < 2 ? 1 : -1;
      x.add(a);
      y.add(10 + 4 * (0.5 * a + Math.sqrt(0.75) * b));
    }
    Correlation correlation = Correlation.of(x, y);
    assertEquals(28, correlation.pairs());
    assertEquals(0.5, correlation.pearson().getAsDouble(), 1e-12);
    // atanh 0.5 = 0.549306; 1.959964 / 5 = 0.391993
    assertEquals(Math.tanh(0.157313), correlation.low().getAsDouble(), 1e-5);
    assertEquals(Math.tanh(0.941299), correlation.high().getAsDouble(), 1e-5);
  }

  @Test
  void errorOverVarianceGivesR2() {
    Correlation correlation = Correlation.of(List.of(2.0, 2.0, 3.0, 5.0), List.of(1., 2., 3., 4.));
    assertEquals(1 - 2 / 5.0, correlation.r2().getAsDouble(), 1e-12);
    assertTrue(
        Correlation.of(List.of(4., 3., 2., 1.), List.of(1., 2., 3., 4.)).r2().getAsDouble() < 0);
  }

  @Test
  void perfectPredictionsHaveAnIntervalOfOnePoint() {
    List<Double> values = List.of(1., 2., 4., 3., 7.);
    Correlation correlation = Correlation.of(values, values);
    assertEquals(1, correlation.pearson().getAsDouble(), 1e-12);
    assertEquals(1, correlation.low().getAsDouble(), 1e-6);
    assertEquals(1, correlation.high().getAsDouble(), 1e-12);
    assertEquals(1, correlation.r2().getAsDouble(), 1e-12);
  }

  @Test
  void constantsHaveNoCorrelation() {
    List<Double> constant = Collections.nCopies(5, 0.1);
    List<Double> varying = List.of(1., 2., 3., 4., 5.);
    Correlation real = Correlation.of(varying, constant);
    assertTrue(real.pearson().isEmpty() && real.low().isEmpty() && real.high().isEmpty());
    assertTrue(real.r2().isEmpty());
    Correlation predicted = Correlation.of(constant, varying);
    assertTrue(predicted.pearson().isEmpty());
    assertEquals(
        1 - (varying.stream().mapToDouble(v -> Math.pow(v - 0.1, 2)).sum() / 10),
        predicted.r2().getAsDouble(),
        1e-12);
  }

  @Test
  void roundingOfSinglePrecisionIsNoVariation() {
    float value = 96.3f;
    List<Double> rounded =
        List.of((double) value, (double) Math.nextUp(value), (double) Math.nextDown(value));
    assertTrue(Correlation.of(rounded, List.of(1., 2., 3.)).pearson().isEmpty());
  }

  @Test
  void fewPairsHaveNoInterval() {
    Correlation three = Correlation.of(List.of(1., 2., 4.), List.of(1., 3., 2.));
    assertTrue(three.pearson().isPresent());
    assertTrue(three.low().isEmpty() && three.high().isEmpty());
    Correlation one = Correlation.of(List.of(1.), List.of(2.));
    assertTrue(one.pearson().isEmpty() && one.r2().isEmpty());
  }

  @Test
  void unpairedValuesAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Correlation.of(List.of(1.), List.of(1., 2.)));
  }
}
