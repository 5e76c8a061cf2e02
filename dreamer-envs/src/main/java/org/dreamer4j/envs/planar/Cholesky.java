package org.dreamer4j.envs.planar;

/** Solves small symmetric positive definite systems; matrices are n x n, row by row. */
final class Cholesky {
  private Cholesky() {}

  /**
   * Replaces the lower triangle of {@code a} by its factor L, a = L L^T.
   *
   * @return whether {@code a} is positive definite
   */
  static boolean factor(double[] a, int n) {
    for (int k = 0; k < n; k++) {
      double pivot = a[k * n + k];
      for (int p = 0; p < k; p++) {
        pivot -= a[k * n + p] * a[k * n + p];
      }
      if (!(pivot > 0)) {
        return false;
      }
      double root = Math.sqrt(pivot);
      a[k * n + k] = root;
      for (int i = k + 1; i < n; i++) {
        double sum = a[i * n + k];
        for (int p = 0; p < k; p++) {
          sum -= a[i * n + p] * a[k * n + p];
        }
        a[i * n + k] = sum / root;
      }
    }
    return true;
  }

  /** Writes the solution of L L^T x = b; x may be b. */
  static void solve(double[] factor, double[] b, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double sum = b[i];
      for (int p = 0; p < i; p++) {
        sum -= factor[i * n + p] * x[p];
      }
      x[i] = sum / factor[i * n + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      double sum = x[i];
      for (int p = i + 1; p < n; p++) {
        sum -= factor[p * n + i] * x[p];
      }
      x[i] = sum / factor[i * n + i];
    }
  }
}
