package org.dreamer4j.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void quantilesLieBetweenTheSortedValues() {
    Times times = new Times(new double[] {4, 1, 3, 2}, new double[] {7, 5});

    assertEquals(2.5, times.median());
    assertEquals(3.97, times.p99(), 1e-12);
    assertEquals(1, times.fastest());
    assertEquals(4, times.slowest());
    assertEquals(6, times.medianCpu());
  }

  @Test
  void oneRunIsItsOwnMedian() {
    Times times = new Times(new double[] {3}, new double[] {2});

    assertEquals(3, times.median());
    assertEquals(3, times.p99());
    assertEquals(2, times.medianCpu());
  }
}
