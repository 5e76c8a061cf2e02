package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TerrainTest {
  /** Figures of scipy 1.17 {@code ndimage.zoom(grid, 67)}. */
  @Test
  void gridsAreEnlargedByCubicSplinesAsScipyDoes() {
    double[][] large = Terrain.enlarge(new double[][] {{1, 2, 0}, {0, 3, 1}, {2, 0, 4}});
    double[][] expected = {
      {0, 0, 1},
      {0, 50, 1.59375},
      {50, 0, 0.40625},
      {37, 151, 1.1560602702815637},
      {100, 100, 3},
      {150, 180, 2.75525},
      {200, 199, 3.9989565}
    };
    for (double[] one : expected) {
      assertEquals(one[2], large[(int) one[0]][(int) one[1]], 1e-12);
    }
  }

  @Test
  void theBowlIsLowInTheMiddleAndOutsideAndHighOnARing() {
    float[] heights = Terrain.bowl(60, new SplittableRandom(1));
    int size = Terrain.SIZE;
    assertEquals(size * size, heights.length);
    double middle = heights[(size / 2) * size + size / 2];
    assertTrue(middle > 0 && middle < 0.02, "middle " + middle);
    assertEquals(0, heights[0], 1e-6);
    double ring = 0;
    for (int x = 0; x < size; x++) {
      float height = heights[(size / 2) * size + x];
      assertTrue(height > -0.1 && height < 1.3, "height " + height);
      ring += height / size;
    }
    // Mean of a sine-like ring times bumps of mean .575.
    assertEquals(0.5 * 0.575, ring, 0.15);
  }
}
