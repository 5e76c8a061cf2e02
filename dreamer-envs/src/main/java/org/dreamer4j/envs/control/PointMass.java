package org.dreamer4j.envs.control;

import java.util.Map;
import java.util.random.RandomGenerator;

/** Bring a point mass to the middle of a table and hold it there with little force. */
final class PointMass implements SuiteTask {
  private static final String TARGET = "target";

  @Override
  public String domain() {
    return "point_mass";
  }

  @Override
  public Map<String, Integer> observationSizes() {
    return new Vectors.Sizes().with("position", 2).with("velocity", 2).map();
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    InitialStates.drawJoints(physics, random);
  }

  @Override
  public Map<String, float[]> observe(ContactPhysics physics) {
    return new Vectors()
        .with("position", physics.positions())
        .with("velocity", physics.velocities())
        .map();
  }

  @Override
  public double reward(ContactPhysics physics) {
    double radius = physics.geomSize(TARGET)[0];
    double distance = physics.geom(TARGET).distance(physics.geom("pointmass"));
    double near = Tolerance.GAUSSIAN.of(distance, 0, radius, radius, Tolerance.DEFAULT_VALUE);
    return near * (4 + Tolerance.smallControls(physics)) / 5;
  }
}
