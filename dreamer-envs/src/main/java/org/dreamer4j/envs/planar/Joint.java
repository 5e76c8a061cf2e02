package org.dreamer4j.envs.planar;

/**
 * One degree of freedom of a body.
 *
 * @param body index of the body it moves
 * @param type how it moves the body
 * @param sign 1, or -1 for a joint whose positive direction is reversed
 * @param damping viscous friction, N s/m or N m s/rad
 * @param stiffness of a spring to {@code springPosition}, N/m or N m/rad
 * @param springPosition rest position of the spring
 * @param armature inertia added to this degree of freedom (a rotor's)
 * @param limit {@link JointLimit#NONE} for none
 */
public record Joint(
    int body,
    Type type,
    int sign,
    double damping,
    double stiffness,
    double springPosition,
    double armature,
    JointLimit limit) {
  /** How a joint moves its body. */
  public enum Type {
    /** Rotation about the body's origin; positive turns z towards x. */
    HINGE,
    /** Translation along the body's x axis. */
    SLIDE_X,
    /** Translation along the body's z axis. */
    SLIDE_Z
  }

  /** Rejects a sign other than 1 and -1 and negative constants. */
  public Joint {
    if (sign != 1 && sign != -1) {
      throw new IllegalArgumentException("a joint's sign is 1 or -1, got " + sign);
    }
    if (!(damping >= 0 && stiffness >= 0 && armature >= 0)) {
      throw new IllegalArgumentException(
          "damping, stiffness and armature must not be negative, got "
              + damping
              + ", "
              + stiffness
              + ", "
              + armature);
    }
  }

  /** A joint with damping only. */
  public static Joint of(int body, Type type, double damping) {
    return new Joint(body, type, 1, damping, 0, 0, 0, JointLimit.NONE);
  }

  /** The same joint with its positive direction reversed. */
  public Joint reversed() {
    return new Joint(body, type, -sign, damping, stiffness, springPosition, armature, limit);
  }

  /** The same joint with a limit. */
  public Joint withLimit(JointLimit newLimit) {
    return new Joint(body, type, sign, damping, stiffness, springPosition, armature, newLimit);
  }

  /** The same joint with a spring. */
  public Joint withSpring(double newStiffness, double newPosition) {
    return new Joint(body, type, sign, damping, newStiffness, newPosition, armature, limit);
  }

  /** The same joint with added inertia. */
  Joint withArmature(double newArmature) {
    return new Joint(body, type, sign, damping, stiffness, springPosition, newArmature, limit);
  }
}
