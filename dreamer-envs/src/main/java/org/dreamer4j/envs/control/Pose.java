package org.dreamer4j.envs.control;

/**
 * Where a body is. The arrays are live: they change with the physics.
 *
 * @param position of the body's origin in the world, m, 3
 * @param rotation 3 x 3 row by row; the columns are the body's axes in the world
 */
public record Pose(double[] position, double[] rotation) {
  /** World z part of the body's z axis: 1 upright, -1 upside down. */
  public double zz() {
    return rotation[8];
  }

  /** World x part of the body's z axis. */
  public double xz() {
    return rotation[2];
  }

  /** Distance between two origins, m. */
  public double distance(Pose other) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double gap = position[i] - other.position[i];
      sum += gap * gap;
    }
    return Math.sqrt(sum);
  }
}
