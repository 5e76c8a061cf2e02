package org.dreamer4j.envs.control;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Walk upright as a humanoid of 21 joints. */
final class Humanoid implements SuiteTask {
  private static final double HEAD_HEIGHT = 1.4;
  private static final double SPEED = 1;
  private static final int ROOT_COORDINATES = 7;
  private static final int JOINTS = 21;
  private static final String TORSO = "torso";
  private static final String HEAD = "head";
  private static final String[] EXTREMITIES = {
    "left_hand", "left_foot", "right_hand", "right_foot"
  };

  @Override
  public String domain() {
    return "humanoid";
  }

  @Override
  public int substeps() {
    return 5;
  }

  @Override
  public Map<String, Integer> observationSizes() {
    return new Vectors.Sizes()
        .with("joint_angles", JOINTS)
        .with("head_height", 1)
        .with("extremities", 3 * EXTREMITIES.length)
        .with("torso_vertical", 3)
        .with("com_velocity", 3)
        .with("velocity", 6 + JOINTS)
        .map();
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    InitialStates.drawUntilFree(physics, () -> InitialStates.drawJoints(physics, random));
  }

  @Override
  public Map<String, float[]> observe(ContactPhysics physics) {
    double[] positions = physics.positions();
    Pose torso = physics.pose(TORSO);
    return new Vectors()
        .with("joint_angles", Arrays.copyOfRange(positions, ROOT_COORDINATES, positions.length))
        .with("head_height", physics.pose(HEAD).position()[2])
        .with("extremities", extremities(physics, torso))
        .with("torso_vertical", Arrays.copyOfRange(torso.rotation(), 6, 9))
        .with("com_velocity", massCentreVelocity(physics))
        .with("velocity", physics.velocities())
        .map();
  }

  /** Places of hands and feet in the torso's frame. */
  private static double[] extremities(ContactPhysics physics, Pose torso) {
    double[] places = new double[3 * EXTREMITIES.length];
    for (int e = 0; e < EXTREMITIES.length; e++) {
      double[] place = physics.pose(EXTREMITIES[e]).position();
      double[] local = Vectors.local(torso.rotation(), torso.position(), place);
      System.arraycopy(local, 0, places, 3 * e, 3);
    }
    return places;
  }

  private static double[] massCentreVelocity(ContactPhysics physics) {
    return physics.sensor("torso_subtreelinvel");
  }

  @Override
  public double reward(ContactPhysics physics) {
    double infinity = Double.POSITIVE_INFINITY;
    double standing =
        Tolerance.GAUSSIAN.of(
            physics.pose(HEAD).position()[2],
            HEAD_HEIGHT,
            infinity,
            HEAD_HEIGHT / 4,
            Tolerance.DEFAULT_VALUE);
    double upright = Tolerance.LINEAR.of(physics.pose(TORSO).zz(), 0.9, infinity, 1.9, 0);
    double smallControls = (4 + Tolerance.smallControls(physics)) / 5;
    double[] velocity = massCentreVelocity(physics);
    double speed = Math.hypot(velocity[0], velocity[1]);
    double moving = Tolerance.LINEAR.of(speed, SPEED, infinity, SPEED, 0);
    return smallControls * standing * upright * (5 * moving + 1) / 6;
  }
}
