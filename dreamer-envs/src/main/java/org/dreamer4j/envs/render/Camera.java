package org.dreamer4j.envs.render;

/**
 * A pinhole camera.
 *
 * @param position m
 * @param right unit vector to the right of the picture
 * @param up unit vector to the top of the picture
 * @param fovyDegrees angle of view from bottom to top
 */
public record Camera(double[] position, double[] right, double[] up, double fovyDegrees) {
  /**
   * A camera with MuJoCo's default angle of view, 45 degrees.
   *
   * @param right direction to the right
   * @param up direction upwards; its part along {@code right} is taken out
   */
  public static Camera of(double[] position, double[] right, double[] up) {
    double[] forward = Rotation.unitCross(up, right);
    double[] trueUp = Rotation.unitCross(right, forward);
    double[] trueRight = Rotation.unitCross(forward, trueUp);
    return new Camera(position.clone(), trueRight, trueUp, 45);
  }

  /** Unit vector along which the camera looks. */
  public double[] forward() {
    return Rotation.unitCross(up, right);
  }

  /** Distance of the picture plane in pixels for a picture of a height. */
  double focalLength(int height) {
    return height / (2 * Math.tan(Math.toRadians(fovyDegrees / 2)));
  }
}
