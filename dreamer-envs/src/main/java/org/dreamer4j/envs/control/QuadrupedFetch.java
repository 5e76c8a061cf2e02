package org.dreamer4j.envs.control;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.dreamer4j.envs.control.ContactPhysics.JointInfo;
import org.w3c.dom.Document;

/** Bring a rolling ball to the middle of a walled field on four legs. */
final class QuadrupedFetch implements QuadrupedTask {
  private static final double BALL_HEIGHT = 2;
  private static final double BALL_SPEED = 5;
  private static final String BALL = "ball";
  private static final String TARGET = "target";
  private static final String WORKSPACE = "workspace";

  @Override
  public void prepare(Document model) {
    QuadrupedRobot.removeTerrain(model);
  }

  @Override
  public Map<String, Integer> observationSizes() {
    Map<String, Integer> sizes = QuadrupedRobot.observationSizes();
    sizes.put("ball_state", 9);
    sizes.put("target_position", 3);
    return sizes;
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    double[] positions = physics.positions();
    int root = QuadrupedRobot.rootAt(physics);
    double spawn = 0.9 * physics.geomSize(QuadrupedRobot.FLOOR)[0];
    double azimuth = random.nextDouble(0, 2 * Math.PI);
    positions[root] = random.nextDouble(-spawn, spawn);
    positions[root + 1] = random.nextDouble(-spawn, spawn);
    positions[root + 3] = Math.cos(azimuth / 2);
    positions[root + 4] = 0;
    positions[root + 5] = 0;
    positions[root + 6] = Math.sin(azimuth / 2);
    QuadrupedRobot.raise(physics, positions);

    JointInfo ball = InitialStates.joint(physics, "ball_root");
    double[] velocities = physics.velocities();
    for (int i = 0; i < 2; i++) {
      positions[ball.positionIndex() + i] = random.nextDouble(-spawn, spawn);
      velocities[ball.velocityIndex() + i] = BALL_SPEED * random.nextGaussian();
    }
    positions[ball.positionIndex() + 2] = BALL_HEIGHT;
    physics.setState(positions, velocities);
  }

  @Override
  public Map<String, float[]> observe(ContactPhysics physics) {
    Pose torso = physics.pose(QuadrupedRobot.TORSO);
    double[] target = physics.site(TARGET).position();
    return QuadrupedRobot.observe(physics)
        .with("ball_state", ballState(physics, torso))
        .with("target_position", Vectors.local(torso.rotation(), torso.position(), target))
        .map();
  }

  /** Place and velocity of the ball relative to the robot and its spin, in the robot's axes. */
  private static double[] ballState(ContactPhysics physics, Pose torso) {
    double[] velocities = physics.velocities();
    int ball = InitialStates.joint(physics, "ball_root").velocityIndex();
    int root = InitialStates.joint(physics, "root").velocityIndex();
    double[] zero = new double[3];
    double[] speed = new double[3];
    double[] spin = new double[3];
    for (int i = 0; i < 3; i++) {
      speed[i] = velocities[ball + i] - velocities[root + i];
      spin[i] = velocities[ball + 3 + i];
    }
    double[] axes = torso.rotation();
    double[][] rows = {
      Vectors.local(axes, torso.position(), physics.pose(BALL).position()),
      Vectors.local(axes, zero, speed),
      Vectors.local(axes, zero, spin)
    };
    double[] state = new double[9];
    for (int r = 0; r < 3; r++) {
      System.arraycopy(rows[r], 0, state, 3 * r, 3);
    }
    return state;
  }

  @Override
  public double reward(ContactPhysics physics) {
    double margin = physics.geomSize(QuadrupedRobot.FLOOR)[0] * Math.sqrt(2);
    double[] ball = physics.pose(BALL).position();
    double reach = physics.siteSize(WORKSPACE)[0] + physics.geomSize(BALL)[0];
    double reached = near(physics.site(WORKSPACE).position(), ball, reach, margin);
    double brought =
        near(physics.site(TARGET).position(), ball, physics.siteSize(TARGET)[0], margin);
    return QuadrupedRobot.upright(physics, 0) * reached * (0.5 + 0.5 * brought);
  }

  private static double near(double[] place, double[] ball, double radius, double margin) {
    double distance = Math.hypot(place[0] - ball[0], place[1] - ball[1]);
    return Tolerance.LINEAR.of(distance, 0, radius, margin, 0);
  }
}
