package org.dreamer4j.envs.mujoco;

import org.dreamer4j.envs.render.Rotation;

/**
 * A pose in the world.
 *
 * @param id number of the body it belongs to
 * @param position 3
 * @param rotation 3 x 3
 */
record ProbeFrame(int id, double[] position, double[] rotation) {
  static final ProbeFrame WORLD = new ProbeFrame(0, new double[3], Rotation.identity());

  /** The pose of what has a place and a unit quaternion, real part first, in this frame. */
  ProbeFrame inside(int newId, double[] place, double[] quaternion) {
    double[] moved = new double[3];
    for (int row = 0; row < 3; row++) {
      moved[row] =
          position[row]
              + rotation[3 * row] * place[0]
              + rotation[3 * row + 1] * place[1]
              + rotation[3 * row + 2] * place[2];
    }
    double[] turned = new double[9];
    Rotation.multiply(rotation, rotation(quaternion), turned);
    return new ProbeFrame(newId, moved, turned);
  }

  private static double[] rotation(double[] q) {
    double w = q[0];
    double x = q[1];
    double y = q[2];
    double z = q[3];
    return new double[] {
      w * w + x * x - y * y - z * z,
      2 * (x * y - w * z),
      2 * (x * z + w * y),
      2 * (x * y + w * z),
      w * w - x * x + y * y - z * z,
      2 * (y * z - w * x),
      2 * (x * z - w * y),
      2 * (y * z + w * x),
      w * w - x * x - y * y + z * z
    };
  }
}
