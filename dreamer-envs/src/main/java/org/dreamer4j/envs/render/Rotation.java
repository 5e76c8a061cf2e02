package org.dreamer4j.envs.render;

/** Rotation matrices, 3 x 3 row by row, whose columns are the turned axes. */
public final class Rotation {
  private Rotation() {}

  /** No rotation. */
  public static double[] identity() {
    return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
  }

  /** Writes the rotation by an angle in rad about the y axis. */
  public static void aboutY(double angle, double[] out) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    set(out, cos, 0, sin, 0, 1, 0, -sin, 0, cos);
  }

  /** Writes the rotation by an angle in rad about the z axis. */
  public static void aboutZ(double angle, double[] out) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    set(out, cos, -sin, 0, sin, cos, 0, 0, 0, 1);
  }

  /**
   * A rotation that turns the z axis into a direction.
   *
   * @throws IllegalArgumentException if the direction is zero
   */
  public static double[] zTowards(double x, double y, double z) {
    double norm = Math.sqrt(x * x + y * y + z * z);
    if (!(norm > 0)) {
      throw new IllegalArgumentException("a direction needs a length");
    }
    double[] axis = {x / norm, y / norm, z / norm};
    double[] other = Math.abs(axis[0]) < 0.9 ? new double[] {1, 0, 0} : new double[] {0, 1, 0};
    double[] second = unitCross(axis, other);
    double[] first = unitCross(second, axis);
    double[] out = new double[9];
    for (int row = 0; row < 3; row++) {
      out[3 * row] = first[row];
      out[3 * row + 1] = second[row];
      out[3 * row + 2] = axis[row];
    }
    return out;
  }

  /** Writes the product a b; out must be neither. */
  public static void multiply(double[] a, double[] b, double[] out) {
    for (int row = 0; row < 3; row++) {
      for (int col = 0; col < 3; col++) {
        out[3 * row + col] =
            a[3 * row] * b[col] + a[3 * row + 1] * b[3 + col] + a[3 * row + 2] * b[6 + col];
      }
    }
  }

  static double[] unitCross(double[] a, double[] b) {
    double x = a[1] * b[2] - a[2] * b[1];
    double y = a[2] * b[0] - a[0] * b[2];
    double z = a[0] * b[1] - a[1] * b[0];
    double norm = Math.sqrt(x * x + y * y + z * z);
    return new double[] {x / norm, y / norm, z / norm};
  }

  private static void set(double[] out, double... values) {
    System.arraycopy(values, 0, out, 0, 9);
  }
}
