package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ToleranceTest {
  @Test
  void withinTheBoundsTheRewardIsOne() {
    for (Tolerance shape : Tolerance.values()) {
      assertEquals(1, shape.of(-1, -1, 2, 0.5, 0.1));
      assertEquals(1, shape.of(2, -1, 2, 0, 0.1));
    }
  }

  @Test
  void atTheMarginTheGivenValueIsLeft() {
    for (Tolerance shape : Tolerance.values()) {
      assertEquals(0.1, shape.of(2.5, -1, 2, 0.5, 0.1), 1e-15);
      assertEquals(0.4, shape.of(-2, -1, 2, 1, 0.4), 1e-15);
    }
  }

  @Test
  void betweenThemEachShapeFallsItsOwnWay() {
    // Half way: .1^(1/4), 1 - .9 / 2, 1 - .9 / 4.
    assertEquals(0.5623413251903491, Tolerance.GAUSSIAN.of(0.5, 0, 0, 1, 0.1), 1e-15);
    assertEquals(0.55, Tolerance.LINEAR.of(0.5, 0, 0, 1, 0.1), 1e-15);
    assertEquals(0.775, Tolerance.QUADRATIC.of(0.5, 0, 0, 1, 0.1), 1e-15);
    // Twice the margin: .1^4 and nothing.
    assertEquals(1e-4, Tolerance.GAUSSIAN.of(-2, 0, 0, 1, 0.1), 1e-15);
    assertEquals(0, Tolerance.LINEAR.of(-2, 0, 0, 1, 0.1));
    assertEquals(0, Tolerance.QUADRATIC.of(-2, 0, 0, 1, 0));
  }

  @Test
  void withoutMarginOutsideIsNothing() {
    assertEquals(0, Tolerance.within(0.2500001, -0.25, 0.25));
    assertEquals(1, Tolerance.within(0.25, -0.25, 0.25));
  }

  @Test
  void impossibleArgumentsAreRejected() {
    assertThrows(IllegalArgumentException.class, () -> Tolerance.LINEAR.of(0, 1, 0, 1, 0.1));
    assertThrows(IllegalArgumentException.class, () -> Tolerance.LINEAR.of(0, 0, 0, -1, 0.1));
    assertThrows(IllegalArgumentException.class, () -> Tolerance.LINEAR.of(0, 0, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Tolerance.GAUSSIAN.of(0, 0, 0, 1, 0));
  }
}
