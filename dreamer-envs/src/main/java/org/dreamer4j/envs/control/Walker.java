package org.dreamer4j.envs.control;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Stand or go upright as a planar walker.
 *
 * @param speed m/s to go at; 0 to stand
 */
record Walker(double speed) implements SuiteTask {
  static final double WALK = 1;
  static final double RUN = 8;

  private static final double HEIGHT = 1.2;
  private static final String TORSO = "torso";
  private static final List<String> BODIES =
      List.of(
          TORSO, "right_thigh", "right_leg", "right_foot", "left_thigh", "left_leg", "left_foot");

  @Override
  public String domain() {
    return "walker";
  }

  @Override
  public int substeps() {
    return 10;
  }

  @Override
  public Map<String, Integer> observationSizes() {
    return new Vectors.Sizes()
        .with("orientations", 2 * BODIES.size())
        .with("height", 1)
        .with("velocity", 9)
        .map();
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    InitialStates.drawJoints(physics, random);
  }

  @Override
  public Map<String, float[]> observe(ContactPhysics physics) {
    double[] orientations = new double[2 * BODIES.size()];
    for (int b = 0; b < BODIES.size(); b++) {
      Pose pose = physics.pose(BODIES.get(b));
      orientations[2 * b] = pose.rotation()[0];
      orientations[2 * b + 1] = pose.xz();
    }
    return new Vectors()
        .with("orientations", orientations)
        .with("height", physics.pose(TORSO).position()[2])
        .with("velocity", physics.velocities())
        .map();
  }

  @Override
  public double reward(ContactPhysics physics) {
    Pose torso = physics.pose(TORSO);
    double standing =
        Tolerance.GAUSSIAN.of(
            torso.position()[2],
            HEIGHT,
            Double.POSITIVE_INFINITY,
            HEIGHT / 2,
            Tolerance.DEFAULT_VALUE);
    double upright = (1 + torso.zz()) / 2;
    double stand = (3 * standing + upright) / 4;
    if (speed == 0) {
      return stand;
    }
    double moving =
        Tolerance.LINEAR.of(
            physics.sensor("torso_subtreelinvel")[0],
            speed,
            Double.POSITIVE_INFINITY,
            speed / 2,
            0.5);
    return stand * (5 * moving + 1) / 6;
  }
}
