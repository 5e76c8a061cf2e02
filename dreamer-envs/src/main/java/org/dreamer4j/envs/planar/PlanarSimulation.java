package org.dreamer4j.envs.planar;

import java.util.Arrays;

/**
 * The state of a {@link PlanarModel} and its advance in time. Steps allocate nothing. Used by one
 * thread at a time.
 */
public final class PlanarSimulation {
  private static final double[] STAGE = {0.5, 0.5, 1};
  private static final double[] WEIGHT = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};

  private final PlanarModel model;
  private final int dofs;
  private final Dynamics dynamics;
  private final SoftLimits limits;
  private final double[] q;
  private final double[] v;
  private final double[] control;
  private final double[] applied;
  private final double[] acceleration;
  private final double[] stageQ;
  private final double[] stageV;
  private final double[] sumQ;
  private final double[] sumV;

  /**
   * A simulation at position and velocity zero.
   *
   * @throws IllegalArgumentException if a degree of freedom of the model moves no mass
   */
  public PlanarSimulation(PlanarModel model) {
    this.model = model;
    dofs = model.dofs();
    dynamics = new Dynamics(model);
    limits = new SoftLimits(model);
    q = new double[dofs];
    v = new double[dofs];
    control = new double[model.motors().size()];
    applied = new double[dofs];
    acceleration = new double[dofs];
    stageQ = new double[dofs];
    stageV = new double[dofs];
    sumQ = new double[dofs];
    sumV = new double[dofs];
    forward();
  }

  /** What is simulated. */
  public PlanarModel model() {
    return model;
  }

  /** Position of a joint, m or rad; angles are not wrapped. */
  public double position(int joint) {
    return q[joint];
  }

  /** Velocity of a joint, m/s or rad/s. */
  public double velocity(int joint) {
    return v[joint];
  }

  /**
   * Sets the state of a joint; body frames follow at the next {@link #forward} or {@link #step}.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  public void setState(int joint, double position, double velocity) {
    if (!Double.isFinite(position) || !Double.isFinite(velocity)) {
      throw new IllegalArgumentException(
          "state of joint " + joint + " must be finite, got " + position + " and " + velocity);
    }
    q[joint] = position;
    v[joint] = velocity;
  }

  /** Control of a motor as last set, after clamping. */
  public double control(int motor) {
    return control[motor];
  }

  /**
   * Sets the control of a motor, clamped to the motor's range.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public void setControl(int motor, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "control of motor " + motor + " must be finite, got " + value);
    }
    Motor range = model.motors().get(motor);
    control[motor] = Math.max(range.low(), Math.min(range.high(), value));
  }

  /** Puts all joints and controls to zero. */
  public void reset() {
    Arrays.fill(q, 0);
    Arrays.fill(v, 0);
    Arrays.fill(control, 0);
    forward();
  }

  /** Brings the body frames in line with the joint positions. */
  public void forward() {
    dynamics.kinematics.update(q, v);
  }

  /** Advances the state by one time step; the body frames follow. */
  public void step() {
    drive();
    if (model.integrator() == Integrator.EULER) {
      stepEuler();
    } else {
      stepRungeKutta();
    }
    forward();
  }

  /** Place of a body's origin along x, m. */
  public double x(int body) {
    return dynamics.kinematics.x[body];
  }

  /** Place of a body's origin along z, m. */
  public double z(int body) {
    return dynamics.kinematics.z[body];
  }

  /** Angle of a body's frame, rad, not wrapped; positive turns z towards x. */
  public double angle(int body) {
    return dynamics.kinematics.angle[body];
  }

  /** Kinetic plus potential energy, springs included, J. */
  double energy() {
    dynamics.update(q, v, applied);
    return dynamics.energy(q, v);
  }

  /** Acceleration of a joint at the present state and controls, limits included. */
  double acceleration(int joint) {
    drive();
    accelerate(q, v, false);
    return acceleration[joint];
  }

  private void drive() {
    Arrays.fill(applied, 0);
    for (int m = 0; m < control.length; m++) {
      Motor motor = model.motors().get(m);
      applied[motor.joint()] += motor.gear() * control[m];
    }
  }

  private void accelerate(double[] positions, double[] velocities, boolean implicitDamping) {
    dynamics.update(positions, velocities, applied);
    limits.apply(positions, velocities, dynamics.mass, dynamics.force);
    if (implicitDamping) {
      for (int d = 0; d < dofs; d++) {
        dynamics.mass[d * dofs + d] += model.timeStep() * model.joints().get(d).damping();
      }
    }
    Cholesky.factor(dynamics.mass, dofs);
    Cholesky.solve(dynamics.mass, dynamics.force, acceleration, dofs);
  }

  private void stepEuler() {
    accelerate(q, v, true);
    for (int d = 0; d < dofs; d++) {
      v[d] += model.timeStep() * acceleration[d];
      q[d] += model.timeStep() * v[d];
    }
  }

  private void stepRungeKutta() {
    System.arraycopy(q, 0, stageQ, 0, dofs);
    System.arraycopy(v, 0, stageV, 0, dofs);
    Arrays.fill(sumQ, 0);
    Arrays.fill(sumV, 0);
    for (int stage = 0; stage < 4; stage++) {
      accelerate(stageQ, stageV, false);
      for (int d = 0; d < dofs; d++) {
        sumQ[d] += WEIGHT[stage] * stageV[d];
        sumV[d] += WEIGHT[stage] * acceleration[d];
        if (stage < 3) {
          stageQ[d] = q[d] + STAGE[stage] * model.timeStep() * stageV[d];
          stageV[d] = v[d] + STAGE[stage] * model.timeStep() * acceleration[d];
        }
      }
    }
    for (int d = 0; d < dofs; d++) {
      q[d] += model.timeStep() * sumQ[d];
      v[d] += model.timeStep() * sumV[d];
    }
  }
}
