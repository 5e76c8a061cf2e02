package org.dreamer4j.envs.planar;

import java.util.List;

/**
 * Articulated bodies in the x-z plane, x to the right and z upwards; a positive angle turns z
 * towards x (a hinge about MuJoCo's y axis).
 *
 * @param bodies parents before children
 * @param joints one degree of freedom each; a body's joints act in this order
 * @param motors actuators
 * @param gravity acceleration along z, m/s^2; 0 for a horizontal plane
 * @param timeStep seconds
 * @param integrator how a step is made
 */
public record PlanarModel(
    List<Body> bodies,
    List<Joint> joints,
    List<Motor> motors,
    double gravity,
    double timeStep,
    Integrator integrator) {
  /** Gravity along z on earth as MuJoCo has it by default, m/s^2. */
  public static final double EARTH = -9.81;

  /** Rejects indices out of order and a time step that is not positive. */
  public PlanarModel {
    bodies = List.copyOf(bodies);
    joints = List.copyOf(joints);
    motors = List.copyOf(motors);
    if (joints.isEmpty()) {
      throw new IllegalArgumentException("a model needs a joint");
    }
    if (!(timeStep > 0) || !Double.isFinite(gravity)) {
      throw new IllegalArgumentException(
          "time step must be positive and gravity finite, got " + timeStep + " and " + gravity);
    }
    for (int i = 0; i < bodies.size(); i++) {
      checkIndex("parent of body " + i, bodies.get(i).parent() + 1, i + 1);
    }
    for (Joint joint : joints) {
      checkIndex("body of a joint", joint.body(), bodies.size());
    }
    for (Motor motor : motors) {
      checkIndex("joint of a motor", motor.joint(), joints.size());
    }
  }

  /** Degrees of freedom. */
  public int dofs() {
    return joints.size();
  }

  private static void checkIndex(String what, int index, int size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(what + " does not exist or comes later");
    }
  }
}
