package org.dreamer4j.envs.control;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.w3c.dom.Document;

/** Keep a swimming fish upright. */
final class Fish implements SuiteTask {
  private static final double BEND = 0.2;
  private static final String TORSO = "torso";
  private static final List<String> JOINTS =
      List.of(
          "tail1",
          "tail_twist",
          "tail2",
          "finright_roll",
          "finright_pitch",
          "finleft_roll",
          "finleft_pitch");

  @Override
  public String domain() {
    return "fish";
  }

  @Override
  public int substeps() {
    return 10;
  }

  /** Hides the target of another task. */
  @Override
  public void prepare(Document model) {
    ModelEdits.set(model, "geom", "target", "rgba", "0 0 0 0");
  }

  @Override
  public Map<String, Integer> observationSizes() {
    return new Vectors.Sizes()
        .with("joint_angles", JOINTS.size())
        .with("upright", 1)
        .with("velocity", 13)
        .map();
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    double[] positions = physics.positions();
    int root = InitialStates.joint(physics, "root").positionIndex();
    InitialStates.drawRotation(positions, root + 3, random);
    for (String name : JOINTS) {
      positions[InitialStates.joint(physics, name).positionIndex()] =
          random.nextDouble(-BEND, BEND);
    }
    physics.setState(positions, physics.velocities());
  }

  @Override
  public Map<String, float[]> observe(ContactPhysics physics) {
    return new Vectors()
        .with("joint_angles", JOINTS.stream().mapToDouble(physics::position).toArray())
        .with("upright", physics.pose(TORSO).zz())
        .with("velocity", physics.velocities())
        .map();
  }

  @Override
  public double reward(ContactPhysics physics) {
    double upright = physics.pose(TORSO).zz();
    return Tolerance.GAUSSIAN.of(upright, 1, 1, 1, Tolerance.DEFAULT_VALUE);
  }
}
