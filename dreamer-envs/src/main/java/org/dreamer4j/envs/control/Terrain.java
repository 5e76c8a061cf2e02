package org.dreamer4j.envs.control;

import java.util.random.RandomGenerator;

/**
 * The bowl of the escaping task: a ring of hills, made bumpy by random numbers on a coarse grid
 * between which cubic splines run.
 */
final class Terrain {
  /** Heights along each side. */
  static final int SIZE = 201;

  private static final double LEAST_BUMP = 0.15;
  private static final double BUMP_METRES = 2;
  private static final double FLAT_RADIUS = 0.04;
  private static final double POLE = Math.sqrt(3) - 2;

  private Terrain() {}

  /**
   * Heights in rows, as parts of the greatest height.
   *
   * @param metres length of a side
   * @return {@value #SIZE} x {@value #SIZE} values, not below about 0 and seldom above 1
   */
  static float[] bowl(double metres, RandomGenerator random) {
    int coarse = (int) (metres / BUMP_METRES);
    double[][] bumps = new double[coarse][coarse];
    for (double[] row : bumps) {
      for (int i = 0; i < coarse; i++) {
        row[i] = random.nextDouble(LEAST_BUMP, 1);
      }
    }
    double[][] smooth = enlarge(bumps);
    float[] heights = new float[SIZE * SIZE];
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        double fromCentre = Math.hypot(fromMiddle(row), fromMiddle(column));
        double radius = Math.min(1, Math.max(FLAT_RADIUS, fromCentre));
        double bowl = 0.5 - Math.cos(2 * Math.PI * radius) / 2;
        heights[row * SIZE + column] = (float) (bowl * smooth[row][column]);
      }
    }
    return heights;
  }

  private static double fromMiddle(int index) {
    return 2.0 * index / (SIZE - 1) - 1;
  }

  /** A square grid enlarged to {@link #SIZE}, corners on corners, by cubic splines. */
  static double[][] enlarge(double[][] grid) {
    double[][] wide = new double[grid.length][];
    for (int row = 0; row < grid.length; row++) {
      wide[row] = enlarge(grid[row]);
    }
    double[][] result = new double[SIZE][SIZE];
    double[] column = new double[grid.length];
    for (int x = 0; x < SIZE; x++) {
      for (int row = 0; row < grid.length; row++) {
        column[row] = wide[row][x];
      }
      double[] high = enlarge(column);
      for (int y = 0; y < SIZE; y++) {
        result[y][x] = high[y];
      }
    }
    return result;
  }

  private static double[] enlarge(double[] line) {
    double[] spline = coefficients(line);
    double[] result = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double x = (double) i * (line.length - 1) / (SIZE - 1);
      int knot = (int) x;
      double t = x - knot;
      double[] weights = {
        (1 - t) * (1 - t) * (1 - t) / 6,
        (4 - 6 * t * t + 3 * t * t * t) / 6,
        (1 + 3 * t + 3 * t * t - 3 * t * t * t) / 6,
        t * t * t / 6
      };
      for (int k = 0; k < 4; k++) {
        result[i] += weights[k] * spline[mirrored(knot - 1 + k, line.length)];
      }
    }
    return result;
  }

  private static int mirrored(int index, int length) {
    int positive = Math.abs(index);
    return positive < length ? positive : 2 * (length - 1) - positive;
  }

  /** B-spline coefficients of samples that are mirrored at both ends (Unser 1999). */
  private static double[] coefficients(double[] samples) {
    int n = samples.length;
    double[] c = new double[n];
    double power = 1;
    for (int k = 0; k < 2 * n - 2; k++) {
      c[0] += power * samples[mirrored(k, n)];
      power *= POLE;
    }
    c[0] = 6 * c[0] / (1 - power);
    for (int k = 1; k < n; k++) {
      c[k] = 6 * samples[k] + POLE * c[k - 1];
    }
    c[n - 1] = POLE / (POLE * POLE - 1) * (c[n - 1] + POLE * c[n - 2]);
    for (int k = n - 2; k >= 0; k--) {
      c[k] = POLE * (c[k + 1] - c[k]);
    }
    return c;
  }
}
