package org.dreamer4j.envs.control;

import java.util.List;

/**
 * A {@link Physics} with contacts, sensors, sites and joints of every kind: what libmujoco
 * simulates. An unknown name is an {@link IllegalArgumentException} that lists the known ones.
 */
public interface ContactPhysics extends Physics {
  /** Kinds of joints. */
  enum JointKind {
    /** Six degrees of freedom: place (3) and unit quaternion (4). */
    FREE,
    /** Three rotations: unit quaternion (4). */
    BALL,
    /** One translation. */
    SLIDE,
    /** One rotation. */
    HINGE
  }

  /**
   * One joint of the model.
   *
   * @param positionIndex of its first value among {@link #positions}
   * @param velocityIndex of its first value among {@link #velocities}
   * @param limited whether it has a range
   * @param lower end of the range, m or rad
   * @param upper end of the range, m or rad
   */
  record JointInfo(
      String name,
      JointKind kind,
      int positionIndex,
      int velocityIndex,
      boolean limited,
      double lower,
      double upper) {}

  /** All joints, in the model's order. */
  List<JointInfo> joints();

  /** Copy of all position coordinates. */
  double[] positions();

  /** Copy of all velocity coordinates. */
  double[] velocities();

  /**
   * Sets all coordinates; {@link #forward} brings the poses in line.
   *
   * @throws IllegalArgumentException if a length is wrong or a value not finite
   */
  void setState(double[] positions, double[] velocities);

  /** Copy of the activations of actuators with an inner state. */
  double[] activations();

  @Override
  double[] controlRange(int motor);

  /** Copy of the present values of a sensor. */
  double[] sensor(String name);

  /** Number of contacts at the present state. */
  int contacts();

  /** Pose of a geom; the arrays are live. */
  Pose geom(String name);

  /** Pose of a site; the arrays are live. */
  Pose site(String name);

  /** The three sizes of a geom in the compiled model, m. */
  double[] geomSize(String name);

  /** The three sizes of a site in the compiled model, m. */
  double[] siteSize(String name);

  /** Sets the three sizes of a site. */
  void resizeSite(String name, double[] size);

  /** Sets the visibility of a site or geom: 0 invisible, 1 opaque. */
  void setOpacity(String geomOrSite, double alpha);

  /** Sets the damping of a joint with one degree of freedom. */
  void setDamping(String joint, double damping);

  /**
   * Sets the heights of the model's only height field and brings pictures of it in line.
   *
   * @param heights row by row, as parts of the field's greatest height
   * @throws IllegalArgumentException if the model has no height field or one of another size
   */
  void setTerrain(float[] heights);

  /** Simulated time, seconds. */
  double seconds();

  /** Sets the simulated time, seconds. */
  void setSeconds(double seconds);

  /**
   * One control step: as many physics steps with the same controls, ordered as dm_control orders
   * them, so that positions, velocities and what depends on them are those of the new state and
   * acceleration sensors those of the last step.
   */
  @Override
  void step(int substeps);
}
