package org.dreamer4j.envs.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.envs.planar.PlanarModel;
import org.dreamer4j.envs.planar.PlanarSimulation;
import org.dreamer4j.envs.render.Rotation;

/** {@link Physics} on the embedded planar engine. */
public final class PlanarPhysics implements Physics {
  /** Which plane of the world the engine's plane is. */
  public enum Plane {
    /** Upright, seen from the front: engine x and z are world x and z. */
    XZ,
    /** Lying, seen from above: engine x and z are world x and y. */
    XY
  }

  private final PlanarSimulation simulation;
  private final Plane plane;
  private final List<String> bodies;
  private final Map<String, Integer> joints = new HashMap<>();
  private final Map<String, Pose> poses = new HashMap<>();
  private final Pose[] moving;

  /**
   * A mechanism at position zero.
   *
   * @param bodies a name for each body of the model, same order
   * @param joints a name for each joint of the model, same order
   * @param marks bodies without joints that {@link #place} can move
   * @throws IllegalArgumentException if the names do not fit the model
   */
  public PlanarPhysics(
      PlanarModel model,
      Plane plane,
      List<String> bodies,
      List<String> joints,
      List<String> marks) {
    if (bodies.size() != model.bodies().size() || joints.size() != model.dofs()) {
      throw new IllegalArgumentException(
          "names for "
              + bodies.size()
              + " bodies and "
              + joints.size()
              + " joints, the model has "
              + model.bodies().size()
              + " and "
              + model.dofs());
    }
    simulation = new PlanarSimulation(model);
    this.plane = plane;
    this.bodies = List.copyOf(bodies);
    moving = new Pose[bodies.size()];
    for (int i = 0; i < moving.length; i++) {
      moving[i] = new Pose(new double[3], Rotation.identity());
      poses.put(bodies.get(i), moving[i]);
    }
    for (String mark : marks) {
      poses.put(mark, new Pose(new double[3], Rotation.identity()));
    }
    for (int d = 0; d < joints.size(); d++) {
      this.joints.put(joints.get(d), d);
    }
    updatePoses();
  }

  @Override
  public double timeStepSeconds() {
    return simulation.model().timeStep();
  }

  @Override
  public int motors() {
    return simulation.model().motors().size();
  }

  @Override
  public double position(String joint) {
    return simulation.position(index(joint));
  }

  @Override
  public double velocity(String joint) {
    return simulation.velocity(index(joint));
  }

  @Override
  public void setState(String joint, double position, double velocity) {
    simulation.setState(index(joint), position, velocity);
  }

  @Override
  public double control(int motor) {
    return simulation.control(motor);
  }

  @Override
  public void setControl(int motor, double value) {
    simulation.setControl(motor, value);
  }

  @Override
  public void place(String body, double x, double y, double z) {
    double[] position = pose(body).position();
    if (bodies.contains(body)) {
      throw new IllegalArgumentException("body '" + body + "' is part of the mechanism");
    }
    position[0] = x;
    position[1] = y;
    position[2] = z;
  }

  @Override
  public Pose pose(String body) {
    Pose pose = poses.get(body);
    if (pose == null) {
      throw new IllegalArgumentException("no body '" + body + "' among " + poses.keySet());
    }
    return pose;
  }

  @Override
  public void reset() {
    simulation.reset();
    updatePoses();
  }

  @Override
  public void forward() {
    simulation.forward();
    updatePoses();
  }

  @Override
  public void step() {
    simulation.step();
    updatePoses();
  }

  private void updatePoses() {
    for (int i = 0; i < moving.length; i++) {
      double[] position = moving[i].position();
      position[0] = simulation.x(i);
      if (plane == Plane.XZ) {
        position[2] = simulation.z(i);
        Rotation.aboutY(simulation.angle(i), moving[i].rotation());
      } else {
        position[1] = simulation.z(i);
        Rotation.aboutZ(-simulation.angle(i), moving[i].rotation());
      }
    }
  }

  private int index(String joint) {
    Integer index = joints.get(joint);
    if (index == null) {
      throw new IllegalArgumentException("no joint '" + joint + "' among " + joints.keySet());
    }
    return index;
  }
}
