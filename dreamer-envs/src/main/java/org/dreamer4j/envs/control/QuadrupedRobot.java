package org.dreamer4j.envs.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.dreamer4j.envs.control.ContactPhysics.JointInfo;
import org.dreamer4j.envs.control.ContactPhysics.JointKind;
import org.w3c.dom.Document;

/** What all tasks of the quadruped share: model, senses, posture. */
final class QuadrupedRobot {
  static final String DOMAIN = "quadruped";
  static final int SUBSTEPS = 4;
  static final int CAMERA = 2;
  static final String TORSO = "torso";
  static final String FLOOR = "floor";
  static final String VELOCITY = "velocimeter";

  private static final String ROOT = "root";
  private static final double LIFT = 0.01;
  private static final double HIGHEST = 100;
  private static final String[] FORCES_AND_TORQUES = {
    "force_toe_front_left",
    "force_toe_front_right",
    "force_toe_back_right",
    "force_toe_back_left",
    "torque_toe_front_left",
    "torque_toe_front_right",
    "torque_toe_back_right",
    "torque_toe_back_left"
  };

  private QuadrupedRobot() {}

  /** Removes what only the fetching task needs, where a model has it. */
  static void removeFetching(Document model) {
    for (String wall : List.of("wall_px", "wall_py", "wall_nx", "wall_ny")) {
      ModelEdits.remove(model, "geom", wall);
    }
    ModelEdits.remove(model, "body", "ball");
    ModelEdits.remove(model, "site", "target");
  }

  /** Removes what only the escaping task needs, where a model has it. */
  static void removeTerrain(Document model) {
    ModelEdits.remove(model, "geom", "terrain");
    ModelEdits.remove(model, "hfield", "terrain");
    ModelEdits.removeAll(model, "rangefinder");
  }

  static Map<String, Integer> observationSizes() {
    return new Vectors.Sizes()
        .with("egocentric_state", 44)
        .with("torso_velocity", 3)
        .with("torso_upright", 1)
        .with("imu", 6)
        .with("force_torque", 24)
        .map();
  }

  static Vectors observe(ContactPhysics physics) {
    double[] forces = Vectors.sensors(physics, FORCES_AND_TORQUES);
    for (int i = 0; i < forces.length; i++) {
      forces[i] = inverseSinh(forces[i]);
    }
    return new Vectors()
        .with("egocentric_state", egocentricState(physics))
        .with("torso_velocity", physics.sensor(VELOCITY))
        .with("torso_upright", physics.pose(TORSO).zz())
        .with("imu", Vectors.sensors(physics, "imu_accel", "imu_gyro"))
        .with("force_torque", forces);
  }

  /** Angles of all hinges, their velocities, and the activations of the actuators. */
  private static double[] egocentricState(ContactPhysics physics) {
    double[] positions = physics.positions();
    double[] velocities = physics.velocities();
    List<Double> state = new ArrayList<>();
    for (JointInfo joint : physics.joints()) {
      if (joint.kind() == JointKind.HINGE) {
        state.add(positions[joint.positionIndex()]);
      }
    }
    for (JointInfo joint : physics.joints()) {
      if (joint.kind() == JointKind.HINGE) {
        state.add(velocities[joint.velocityIndex()]);
      }
    }
    for (double activation : physics.activations()) {
      state.add(activation);
    }
    return state.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static double inverseSinh(double x) {
    double size = Math.abs(x);
    // log1p keeps the digits of small values: log(1 + (x + x^2 / (1 + sqrt(1 + x^2)))).
    return Math.copySign(Math.log1p(size + size * size / (1 + Math.sqrt(1 + size * size))), x);
  }

  /** 1 within some degrees of upright, falling linearly to 0 upside down. */
  static double upright(ContactPhysics physics, double degrees) {
    double cosine = Math.cos(Math.toRadians(degrees));
    double zz = physics.pose(TORSO).zz();
    return Tolerance.LINEAR.of(zz, cosine, Double.POSITIVE_INFINITY, 1 + cosine, 0);
  }

  /** Index of the robot's place and quaternion among the position coordinates. */
  static int rootAt(ContactPhysics physics) {
    return InitialStates.joint(physics, ROOT).positionIndex();
  }

  /** Turns the robot any way and puts it down in the middle. */
  static void drawPosture(ContactPhysics physics, RandomGenerator random) {
    double[] positions = physics.positions();
    InitialStates.drawRotation(positions, rootAt(physics) + 3, random);
    raise(physics, positions);
  }

  /**
   * Puts the robot down at the lowest place where it touches nothing, a centimetre exact.
   *
   * @param positions all coordinates; the robot's height is overwritten
   * @throws IllegalStateException if it touches something everywhere up to {@value #HIGHEST} m
   */
  static void raise(ContactPhysics physics, double[] positions) {
    int height = rootAt(physics) + 2;
    double z = 0;
    do {
      if (z > HIGHEST) {
        throw new IllegalStateException("the robot touches something wherever it is put");
      }
      positions[height] = z;
      physics.setState(positions, physics.velocities());
      physics.forward();
      z += LIFT;
    } while (physics.contacts() > 0);
  }
}
