package org.dreamer4j.envs.planar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class InertiaTest {
  @Test
  void aCapsuleWithoutLengthIsASphere() {
    assertEquals(Inertia.sphere(2, 0.3).moment(), Inertia.capsule(2, 0.3, 0).moment(), 1e-15);
    assertEquals(1000 * 4.0 / 3 * Math.PI * 1e-6, Inertia.capsuleMass(1000, 0.01, 0), 1e-12);
  }

  @Test
  void momentOfACapsuleIsItsVolumeIntegral() {
    double radius = 0.3;
    double half = 0.5;
    // Slices across the length: a disc of radius r at height z adds r^4 / 4 + r^2 z^2.
    int slices = 200_000;
    double width = 2 * (half + radius) / slices;
    double volume = 0;
    double second = 0;
    for (int i = 0; i < slices; i++) {
      double z = -half - radius + (i + 0.5) * width;
      double beyond = Math.max(0, Math.abs(z) - half);
      double squared = radius * radius - beyond * beyond;
      volume += squared * width;
      second += (squared * squared / 4 + squared * z * z) * width;
    }
    assertEquals(3 * second / volume, Inertia.capsule(3, radius, half).moment(), 1e-8);
  }

  @Test
  void negativeMassIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> new Inertia(-1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Inertia(1, Double.NaN, 0, 0));
  }
}
