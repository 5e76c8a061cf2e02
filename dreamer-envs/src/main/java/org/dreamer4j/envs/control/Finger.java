package org.dreamer4j.envs.control;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.w3c.dom.Document;

/**
 * Push a spinner with a finger of two links: fast round and round, or to a target.
 *
 * @param targetRadius m; 0 to spin
 */
record Finger(double targetRadius) implements SuiteTask {
  static final double EASY = 0.07;
  static final double HARD = 0.03;

  private static final double SPIN_SPEED = 15;
  private static final String TARGET = "target";
  private static final String TIP = "tip";
  private static final String SPINNER = "spinner";
  private static final String HINGE = "hinge";
  private static final String INVISIBLE = "0 0 0 0";

  static Finger spin() {
    return new Finger(0);
  }

  private boolean spins() {
    return targetRadius == 0;
  }

  @Override
  public String domain() {
    return "finger";
  }

  @Override
  public int substeps() {
    return 2;
  }

  @Override
  public void prepare(Document model) {
    if (spins()) {
      ModelEdits.set(model, "site", TARGET, "rgba", INVISIBLE);
      ModelEdits.set(model, "site", TIP, "rgba", INVISIBLE);
      ModelEdits.set(model, "joint", HINGE, "damping", "0.03");
    } else {
      ModelEdits.set(model, "site", TARGET, "size", Double.toString(targetRadius));
    }
  }

  @Override
  public Map<String, Integer> observationSizes() {
    Map<String, Integer> sizes =
        new Vectors.Sizes().with("position", 4).with("velocity", 3).with("touch", 2).map();
    if (!spins()) {
      sizes.put("target_position", 2);
      sizes.put("dist_to_target", 1);
    }
    return sizes;
  }

  @Override
  public void initialize(ContactPhysics physics, RandomGenerator random) {
    if (!spins()) {
      double angle = random.nextDouble(-Math.PI, Math.PI);
      double[] centre = physics.pose(SPINNER).position();
      double radius = Arrays.stream(physics.geomSize("cap1")).sum();
      physics.place(
          TARGET, centre[0] + radius * Math.sin(angle), 0, centre[2] + radius * Math.cos(angle));
    }
    InitialStates.drawUntilFree(physics, () -> InitialStates.drawJoints(physics, random));
  }

  @Override
  public Map<String, float[]> observe(ContactPhysics physics) {
    double[] tip = fromSpinner(physics, TIP);
    Vectors vectors =
        new Vectors()
            .with(
                "position",
                physics.position("proximal"),
                physics.position("distal"),
                tip[0],
                tip[1])
            .with(
                "velocity",
                physics.velocity("proximal"),
                physics.velocity("distal"),
                physics.velocity(HINGE))
            .with("touch", Vectors.logSensors(physics, "touchtop", "touchbottom"));
    if (!spins()) {
      vectors
          .with("target_position", fromSpinner(physics, TARGET))
          .with("dist_to_target", distance(physics));
    }
    return vectors.map();
  }

  @Override
  public double reward(ContactPhysics physics) {
    boolean reached = spins() ? physics.velocity(HINGE) <= -SPIN_SPEED : distance(physics) <= 0;
    return reached ? 1 : 0;
  }

  /** Distance between the spinner's tip and the target's surface, negative within. */
  private double distance(ContactPhysics physics) {
    double[] tip = fromSpinner(physics, TIP);
    double[] target = fromSpinner(physics, TARGET);
    return Math.sqrt(square(target[0] - tip[0]) + square(target[1] - tip[1])) - targetRadius;
  }

  private static double square(double value) {
    return value * value;
  }

  /** x and z of a site from the spinner's hinge. */
  private static double[] fromSpinner(ContactPhysics physics, String site) {
    double[] from = physics.pose(SPINNER).position();
    double[] to = physics.site(site).position();
    return new double[] {to[0] - from[0], to[2] - from[2]};
  }
}
