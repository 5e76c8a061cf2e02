package org.dreamer4j.envs.control;

/**
 * A simulated mechanism with named joints and bodies: what a task sees of a physics engine. An
 * unknown name is an {@link IllegalArgumentException}. Used by the thread that made it only.
 */
public interface Physics extends AutoCloseable {
  /** Simulated time of one {@link #step}. */
  double timeStepSeconds();

  /** Number of controls. */
  int motors();

  /** Position of a joint, m or rad; angles are not wrapped. */
  double position(String joint);

  /** Velocity of a joint, m/s or rad/s. */
  double velocity(String joint);

  /**
   * Sets the state of a joint; {@link #forward} brings the poses in line.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  void setState(String joint, double position, double velocity);

  /** Range of a motor's control: lower and upper end. */
  default double[] controlRange(int motor) {
    return new double[] {-1, 1};
  }

  /** Control of a motor as last set, after clamping to its range. */
  double control(int motor);

  /**
   * Sets the control of a motor; clamped to the motor's range.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  void setControl(int motor, double value);

  /** Moves a body that hangs in the world without a joint, such as a target. */
  void place(String body, double x, double y, double z);

  /** Pose of a body; the arrays are live. */
  Pose pose(String body);

  /** Puts joints and controls to zero. */
  void reset();

  /** Brings the poses in line with the joint positions. */
  void forward();

  /** Advances by one time step; positions, velocities and poses are those of the new state. */
  void step();

  /** One control step: as many physics steps with the same controls. */
  default void step(int substeps) {
    for (int s = 0; s < substeps; s++) {
      step();
    }
  }

  /** Releases native resources. */
  @Override
  default void close() {}
}
