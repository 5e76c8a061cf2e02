package org.dreamer4j.envs.control;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.dreamer4j.envs.control.ContactPhysics.JointInfo;

/** Run forward as a planar cheetah. */
final class Cheetah implements SuiteTask {
  private static final double SPEED = 10;
  private static final int SETTLING_STEPS = 200;

  @Override
  public String domain() {
    return "cheetah";
  }

  @Override
  public Map<String, Integer> observationSizes() {
    return new Vectors.Sizes().with("position", 8).with("velocity", 9).map();
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    double[] positions = physics.positions();
    for (JointInfo joint : physics.joints()) {
      if (joint.limited()) {
        positions[joint.positionIndex()] = random.nextDouble(joint.lower(), joint.upper());
      }
    }
    // No forward pass: the first settling step uses the forces before the draw, as in dm_control.
    physics.setState(positions, physics.velocities());
    physics.step(SETTLING_STEPS);
    physics.setSeconds(0);
  }

  @Override
  public Map<String, float[]> observe(ContactPhysics physics) {
    double[] positions = physics.positions();
    return new Vectors()
        .with("position", Arrays.copyOfRange(positions, 1, positions.length))
        .with("velocity", physics.velocities())
        .map();
  }

  @Override
  public double reward(ContactPhysics physics) {
    double speed = physics.sensor("torso_subtreelinvel")[0];
    return Tolerance.LINEAR.of(speed, SPEED, Double.POSITIVE_INFINITY, SPEED, 0);
  }
}
