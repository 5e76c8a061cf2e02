package org.dreamer4j.envs.planar;

import java.util.Arrays;

/**
 * Mass matrix and generalised forces of a state: M(q) a = force, where the force holds gravity,
 * velocity-product terms, springs, damping and what is applied to the joints.
 */
final class Dynamics {
  /** M(q) with armature, n x n. */
  final double[] mass;

  /** The right-hand side, n. */
  final double[] force;

  final Kinematics kinematics;
  private final PlanarModel model;
  private final int dofs;
  private final int[][] chains;
  private final double[] jacobianX;
  private final double[] jacobianZ;

  Dynamics(PlanarModel model) {
    this.model = model;
    dofs = model.dofs();
    kinematics = new Kinematics(model);
    mass = new double[dofs * dofs];
    force = new double[dofs];
    jacobianX = new double[dofs];
    jacobianZ = new double[dofs];
    chains = new int[model.bodies().size()][];
    for (int i = 0; i < chains.length; i++) {
      chains[i] = chain(i);
    }
  }

  /** Updates mass matrix and force for positions q, velocities v and forces applied to joints. */
  void update(double[] q, double[] v, double[] applied) {
    kinematics.update(q, v);
    Arrays.fill(mass, 0);
    for (int d = 0; d < dofs; d++) {
      Joint joint = model.joints().get(d);
      mass[d * dofs + d] = joint.armature();
      force[d] =
          applied[d] - joint.damping() * v[d] - joint.stiffness() * (q[d] - joint.springPosition());
    }
    for (int i = 0; i < chains.length; i++) {
      if (model.bodies().get(i).inertia().mass() > 0) {
        addBody(i, model.bodies().get(i).inertia());
      }
    }
  }

  /** Kinetic plus potential energy of the state last given, J. */
  double energy(double[] q, double[] v) {
    double kinetic = 0;
    for (int d = 0; d < dofs; d++) {
      for (int e = 0; e < dofs; e++) {
        kinetic += 0.5 * v[d] * mass[d * dofs + e] * v[e];
      }
    }
    double potential = 0;
    for (int i = 0; i < chains.length; i++) {
      Inertia inertia = model.bodies().get(i).inertia();
      double angle = kinematics.angle[i];
      double height =
          kinematics.z[i] - Math.sin(angle) * inertia.x() + Math.cos(angle) * inertia.z();
      potential -= inertia.mass() * model.gravity() * height;
    }
    for (int d = 0; d < dofs; d++) {
      Joint joint = model.joints().get(d);
      double stretch = q[d] - joint.springPosition();
      potential += 0.5 * joint.stiffness() * stretch * stretch;
    }
    return kinetic + potential;
  }

  private void addBody(int i, Inertia inertia) {
    double cos = Math.cos(kinematics.angle[i]);
    double sin = Math.sin(kinematics.angle[i]);
    double armX = cos * inertia.x() + sin * inertia.z();
    double armZ = cos * inertia.z() - sin * inertia.x();
    double rate = kinematics.angularVelocity[i];
    double accelerationX = kinematics.biasX[i] - rate * rate * armX;
    double accelerationZ = kinematics.biasZ[i] - rate * rate * armZ - model.gravity();
    int[] chain = chains[i];
    for (int d : chain) {
      column(d, kinematics.x[i] + armX, kinematics.z[i] + armZ);
    }
    for (int d : chain) {
      force[d] -= inertia.mass() * (jacobianX[d] * accelerationX + jacobianZ[d] * accelerationZ);
      for (int e : chain) {
        mass[d * dofs + e] +=
            inertia.mass() * (jacobianX[d] * jacobianX[e] + jacobianZ[d] * jacobianZ[e])
                + inertia.moment() * spin(d) * spin(e);
      }
    }
  }

  /** How the point (px, pz) moves per unit of velocity of joint d. */
  private void column(int d, double px, double pz) {
    Joint joint = model.joints().get(d);
    if (joint.type() == Joint.Type.HINGE) {
      jacobianX[d] = joint.sign() * (pz - kinematics.axisZ[d]);
      jacobianZ[d] = -joint.sign() * (px - kinematics.axisX[d]);
    } else {
      jacobianX[d] = kinematics.axisX[d];
      jacobianZ[d] = kinematics.axisZ[d];
    }
  }

  private int spin(int d) {
    Joint joint = model.joints().get(d);
    return joint.type() == Joint.Type.HINGE ? joint.sign() : 0;
  }

  private int[] chain(int body) {
    int[] chain = new int[dofs];
    int length = 0;
    for (int i = body; i != Body.WORLD; i = model.bodies().get(i).parent()) {
      for (int d : kinematics.jointsOf(i)) {
        chain[length++] = d;
      }
    }
    return Arrays.copyOf(chain, length);
  }
}
