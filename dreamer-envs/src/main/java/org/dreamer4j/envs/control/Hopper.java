package org.dreamer4j.envs.control;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.w3c.dom.Document;

/**
 * Stand upright on one leg, or hop forward on it.
 *
 * @param hops whether to hop
 */
record Hopper(boolean hops) implements SuiteTask {
  private static final double LEAST_HEIGHT = 0.6;
  private static final double MOST_HEIGHT = 2;
  private static final double SPEED = 2;
  private static final String TORSO = "torso_mass_centre";
  private static final String FOOT = "foot_mass_centre";

  @Override
  public String domain() {
    return "hopper";
  }

  @Override
  public int substeps() {
    return 4;
  }

  @Override
  public void prepare(Document model) {
    ModelEdits.addFrameSensor(model, "framepos", TORSO, "body", "torso");
    ModelEdits.addFrameSensor(model, "framepos", FOOT, "body", "foot");
  }

  @Override
  public Map<String, Integer> observationSizes() {
    return new Vectors.Sizes().with("position", 6).with("velocity", 7).with("touch", 2).map();
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    InitialStates.drawJoints(physics, random);
  }

  @Override
  public Map<String, float[]> observe(ContactPhysics physics) {
    double[] positions = physics.positions();
    return new Vectors()
        .with("position", Arrays.copyOfRange(positions, 1, positions.length))
        .with("velocity", physics.velocities())
        .with("touch", Vectors.logSensors(physics, "touch_toe", "touch_heel"))
        .map();
  }

  @Override
  public double reward(ContactPhysics physics) {
    double height = physics.sensor(TORSO)[2] - physics.sensor(FOOT)[2];
    double standing = Tolerance.within(height, LEAST_HEIGHT, MOST_HEIGHT);
    if (!hops) {
      return standing * (4 + Tolerance.smallControls(physics)) / 5;
    }
    double speed = physics.sensor("torso_subtreelinvel")[0];
    return standing * Tolerance.LINEAR.of(speed, SPEED, Double.POSITIVE_INFINITY, SPEED / 2, 0.5);
  }
}
