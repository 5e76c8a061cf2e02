package org.dreamer4j.envs.render;

/** Which pixels of a picture a solid can touch. */
final class Projection {
  private Projection() {}

  /**
   * Writes first and last column, first and last row of a window that holds the picture of a solid:
   * the hull of the eight corners of its box. The whole picture for planes and for solids that
   * reach behind the camera.
   */
  static void window(Geom geom, Camera camera, int width, int height, int[] out, int offset) {
    out[offset] = 0;
    out[offset + 1] = width - 1;
    out[offset + 2] = 0;
    out[offset + 3] = height - 1;
    if (geom.shape == Shape.PLANE) {
      return;
    }
    double[] forward = camera.forward();
    double focal = camera.focalLength(height);
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 8; corner++) {
      double depth = along(forward, geom, camera, corner);
      if (depth < 1e-3) {
        return;
      }
      double x = width / 2.0 + focal * along(camera.right(), geom, camera, corner) / depth;
      double y = height / 2.0 - focal * along(camera.up(), geom, camera, corner) / depth;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    out[offset] = (int) Math.floor(left);
    out[offset + 1] = (int) Math.floor(right);
    out[offset + 2] = (int) Math.floor(top);
    out[offset + 3] = (int) Math.floor(bottom);
  }

  /** Coordinate of a corner of the solid's box along an axis of the camera. */
  private static double along(double[] axis, Geom geom, Camera camera, int corner) {
    double sum = 0;
    for (int row = 0; row < 3; row++) {
      double place = geom.position[row] - camera.position()[row];
      for (int column = 0; column < 3; column++) {
        double half = geom.halfExtent(column);
        place += geom.rotation[3 * row + column] * ((corner >> column & 1) == 0 ? -half : half);
      }
      sum += axis[row] * place;
    }
    return sum;
  }
}
