package org.dreamer4j.envs.control;

import java.util.Map;
import java.util.random.RandomGenerator;
import org.w3c.dom.Document;

/**
 * Go forward on four legs, from any orientation on a flat floor.
 *
 * @param speed m/s
 */
record Quadruped(double speed) implements QuadrupedTask {
  static final double WALK = 0.5;
  static final double RUN = 5;

  private static final int SECONDS = 20;

  /** The floor reaches as far as the robot gets at the speed. */
  @Override
  public void prepare(Document model) {
    QuadrupedRobot.removeFetching(model);
    QuadrupedRobot.removeTerrain(model);
    double reach = SECONDS * speed;
    ModelEdits.set(model, "geom", QuadrupedRobot.FLOOR, "size", reach + " " + reach + " 0.5");
  }

  @Override
  public Map<String, Integer> observationSizes() {
    return QuadrupedRobot.observationSizes();
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    QuadrupedRobot.drawPosture(physics, random);
  }

  @Override
  public Map<String, float[]> observe(ContactPhysics physics) {
    return QuadrupedRobot.observe(physics).map();
  }

  @Override
  public double reward(ContactPhysics physics) {
    double forward = physics.sensor(QuadrupedRobot.VELOCITY)[0];
    double moving = Tolerance.LINEAR.of(forward, speed, Double.POSITIVE_INFINITY, speed, 0.5);
    return QuadrupedRobot.upright(physics, 0) * moving;
  }
}
