package org.dreamer4j.envs.control;

import java.util.Map;
import java.util.random.RandomGenerator;

/** Swing a ball on a string into the cup it hangs from. */
final class BallInCup implements SuiteTask {
  private static final String BALL = "ball";
  private static final String TARGET = "target";

  @Override
  public String domain() {
    return "ball_in_cup";
  }

  @Override
  public int substeps() {
    return 10;
  }

  @Override
  public Map<String, Integer> observationSizes() {
    return new Vectors.Sizes().with("position", 4).with("velocity", 4).map();
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    InitialStates.drawUntilFree(
        physics,
        () -> {
          physics.setState("ball_x", random.nextDouble(-0.2, 0.2), 0);
          physics.setState("ball_z", random.nextDouble(0.2, 0.5), 0);
        });
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
    double[] target = physics.site(TARGET).position();
    double[] ball = physics.pose(BALL).position();
    double[] room = physics.siteSize(TARGET);
    double radius = physics.geomSize(BALL)[0];
    boolean inside =
        Math.abs(target[0] - ball[0]) < room[0] - radius
            && Math.abs(target[2] - ball[2]) < room[2] - radius;
    return inside ? 1 : 0;
  }
}
