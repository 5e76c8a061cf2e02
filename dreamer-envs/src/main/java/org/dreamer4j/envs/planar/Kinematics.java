package org.dreamer4j.envs.planar;

import java.util.Arrays;

/**
 * Places, velocities and velocity-product accelerations of all body frames for a state, found by
 * one pass from the root outwards. In a plane the bias of the angular acceleration is zero, so only
 * the centripetal and Coriolis parts of the linear one are carried along.
 */
final class Kinematics {
  final double[] angle;
  final double[] x;
  final double[] z;
  final double[] angularVelocity;
  final double[] biasX;
  final double[] biasZ;

  /** Per joint: where a hinge turns, or along which direction a slide moves, in the fixed frame. */
  final double[] axisX;

  final double[] axisZ;

  private final PlanarModel model;
  private final int[][] jointsOfBody;

  Kinematics(PlanarModel model) {
    this.model = model;
    int bodies = model.bodies().size();
    angle = new double[bodies];
    x = new double[bodies];
    z = new double[bodies];
    angularVelocity = new double[bodies];
    biasX = new double[bodies];
    biasZ = new double[bodies];
    axisX = new double[model.dofs()];
    axisZ = new double[model.dofs()];
    jointsOfBody = new int[bodies][0];
    for (int d = 0; d < model.dofs(); d++) {
      int body = model.joints().get(d).body();
      int[] longer = Arrays.copyOf(jointsOfBody[body], jointsOfBody[body].length + 1);
      longer[longer.length - 1] = d;
      jointsOfBody[body] = longer;
    }
  }

  /** The joints of a body, in the order in which they act. */
  int[] jointsOf(int body) {
    return jointsOfBody[body];
  }

  /** Updates everything for positions q and velocities v. */
  void update(double[] q, double[] v) {
    for (int i = 0; i < x.length; i++) {
      placeInParent(i, model.bodies().get(i));
      for (int d : jointsOfBody[i]) {
        move(i, d, model.joints().get(d), q[d], v[d]);
      }
    }
  }

  private void placeInParent(int i, Body body) {
    int parent = body.parent();
    if (parent == Body.WORLD) {
      angle[i] = 0;
      angularVelocity[i] = 0;
      x[i] = body.x();
      z[i] = body.z();
      biasX[i] = 0;
      biasZ[i] = 0;
      return;
    }
    double cos = Math.cos(angle[parent]);
    double sin = Math.sin(angle[parent]);
    double offsetX = cos * body.x() + sin * body.z();
    double offsetZ = cos * body.z() - sin * body.x();
    double rate = angularVelocity[parent];
    angle[i] = angle[parent];
    angularVelocity[i] = rate;
    x[i] = x[parent] + offsetX;
    z[i] = z[parent] + offsetZ;
    biasX[i] = biasX[parent] - rate * rate * offsetX;
    biasZ[i] = biasZ[parent] - rate * rate * offsetZ;
  }

  private void move(int i, int d, Joint joint, double position, double velocity) {
    if (joint.type() == Joint.Type.HINGE) {
      axisX[d] = x[i];
      axisZ[d] = z[i];
      angle[i] += joint.sign() * position;
      angularVelocity[i] += joint.sign() * velocity;
      return;
    }
    double cos = joint.sign() * Math.cos(angle[i]);
    double sin = joint.sign() * Math.sin(angle[i]);
    boolean alongX = joint.type() == Joint.Type.SLIDE_X;
    double dirX = alongX ? cos : sin;
    double dirZ = alongX ? -sin : cos;
    axisX[d] = dirX;
    axisZ[d] = dirZ;
    x[i] += position * dirX;
    z[i] += position * dirZ;
    double rate = angularVelocity[i];
    // Centripetal -w^2 q e and Coriolis 2 w x (v e), with w x (x, z) = w (z, -x).
    biasX[i] += 2 * rate * velocity * dirZ - rate * rate * position * dirX;
    biasZ[i] -= 2 * rate * velocity * dirX + rate * rate * position * dirZ;
  }
}
