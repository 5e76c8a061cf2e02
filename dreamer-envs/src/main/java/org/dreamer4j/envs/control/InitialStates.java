package org.dreamer4j.envs.control;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.dreamer4j.envs.control.ContactPhysics.JointInfo;

/** How the suite's episodes start (google-deepmind/dm_control {@code suite/utils/randomizers}). */
final class InitialStates {
  private static final int ATTEMPTS = 1000;

  private InitialStates() {}

  /**
   * Draws joints: limited ones uniformly in their range, other hinges in [-pi, pi), other slides
   * left alone, free bodies turned. The quaternion of a free body is drawn from [0, 1)^4, which is
   * not uniform over rotations: the suite does so.
   *
   * @throws IllegalArgumentException if there is a ball joint, which no domain of the suite has
   */
  static void drawJoints(ContactPhysics physics, RandomGenerator random) {
    double[] positions = physics.positions();
    for (JointInfo joint : physics.joints()) {
      int at = joint.positionIndex();
      switch (joint.kind()) {
        case HINGE, SLIDE -> {
          if (joint.limited()) {
            positions[at] = random.nextDouble(joint.lower(), joint.upper());
          } else if (joint.kind() == ContactPhysics.JointKind.HINGE) {
            positions[at] = random.nextDouble(-Math.PI, Math.PI);
          }
        }
        case FREE -> {
          for (int i = 0; i < 4; i++) {
            positions[at + 3 + i] = random.nextDouble();
          }
          normalize(positions, at + 3);
        }
        case BALL ->
            throw new IllegalArgumentException("ball joint '" + joint.name() + "' in a model");
      }
    }
    physics.setState(positions, physics.velocities());
  }

  /** Writes a uniformly drawn unit quaternion. */
  static void drawRotation(double[] positions, int at, RandomGenerator random) {
    for (int i = 0; i < 4; i++) {
      positions[at + i] = random.nextGaussian();
    }
    normalize(positions, at);
  }

  /**
   * Draws until nothing touches; poses are in line afterwards.
   *
   * @throws IllegalStateException if {@value #ATTEMPTS} draws all touch
   */
  static void drawUntilFree(ContactPhysics physics, Runnable draw) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      draw.run();
      physics.forward();
      if (physics.contacts() == 0) {
        return;
      }
    }
    throw new IllegalStateException(
        "no initial state without contacts in " + ATTEMPTS + " draws; is the model the suite's?");
  }

  /**
   * A joint by its name.
   *
   * @throws IllegalArgumentException if the model has no such joint
   */
  static JointInfo joint(ContactPhysics physics, String name) {
    return physics.joints().stream()
        .filter(joint -> joint.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the model has no joint '" + name + "'"));
  }

  private static void normalize(double[] values, int at) {
    double[] quaternion = Arrays.copyOfRange(values, at, at + 4);
    double norm = Math.sqrt(Arrays.stream(quaternion).map(v -> v * v).sum());
    for (int i = 0; i < 4; i++) {
      values[at + i] = quaternion[i] / norm;
    }
  }
}
