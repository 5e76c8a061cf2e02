package org.dreamer4j.envs.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.dreamer4j.envs.control.ControlScene.Part;
import org.dreamer4j.envs.planar.Body;
import org.dreamer4j.envs.planar.Inertia;
import org.dreamer4j.envs.planar.Integrator;
import org.dreamer4j.envs.planar.Joint;
import org.dreamer4j.envs.planar.JointLimit;
import org.dreamer4j.envs.planar.Motor;
import org.dreamer4j.envs.planar.PlanarModel;
import org.dreamer4j.envs.render.Camera;
import org.dreamer4j.envs.render.Geom;

/**
 * Bring the finger of a lying two-link arm to a random target.
 *
 * @param targetRadius m
 */
record Reacher(double targetRadius) implements EmbeddedTask {
  private static final String SHOULDER = "shoulder";
  private static final String WRIST = "wrist";
  private static final String ARM = "arm";
  private static final String HAND = "hand";
  private static final String FINGER = "finger";
  private static final String TARGET = "target";
  private static final double RADIUS = 0.01;
  private static final double DENSITY = 1000;
  private static final double WRIST_RANGE = Math.toRadians(160);
  private static final double WALL = 0.3;

  static PlanarModel model() {
    double arm = Inertia.capsuleMass(DENSITY, RADIUS, 0.06);
    double hand = Inertia.capsuleMass(DENSITY, RADIUS, 0.05);
    double finger = Inertia.capsuleMass(DENSITY, RADIUS, 0);
    return new PlanarModel(
        List.of(
            new Body(Body.WORLD, 0, 0, Inertia.capsule(arm, RADIUS, 0.06).at(0.06, 0)),
            new Body(0, 0.12, 0, Inertia.capsule(hand, RADIUS, 0.05).at(0.05, 0)),
            new Body(1, 0.12, 0, Inertia.sphere(finger, RADIUS))),
        List.of(
            Joint.of(0, Joint.Type.HINGE, 0.01).reversed(),
            Joint.of(1, Joint.Type.HINGE, 0.01)
                .reversed()
                .withLimit(JointLimit.between(-WRIST_RANGE, WRIST_RANGE))),
        List.of(Motor.of(0, 0.05), Motor.of(1, 0.05)),
        0,
        0.02,
        Integrator.EULER);
  }

  @Override
  public Physics physics() {
    return new PlanarPhysics(
        model(),
        PlanarPhysics.Plane.XY,
        List.of(ARM, HAND, FINGER),
        List.of(SHOULDER, WRIST),
        List.of(TARGET));
  }

  @Override
  public ControlScene scene() {
    Camera camera =
        Camera.of(new double[] {0, 0, 0.75}, new double[] {1, 0, 0}, new double[] {0, 1, 0});
    Geom floor =
        Geom.checker(WALL, 1, ControlScene.FLOOR, ControlScene.FLOOR_SQUARE).at(0, 0, -0.01);
    return new ControlScene(
        camera,
        new double[] {0, 0, 1},
        List.of(
            Part.fixed(floor),
            Part.fixed(wall(0.01, WALL + 0.02).at(WALL + 0.01, 0, 0)),
            Part.fixed(wall(0.01, WALL + 0.02).at(-WALL - 0.01, 0, 0)),
            Part.fixed(wall(WALL, 0.01).at(0, WALL + 0.01, 0)),
            Part.fixed(wall(WALL, 0.01).at(0, -WALL - 0.01, 0)),
            Part.on(TARGET, ControlScene.sphere(targetRadius, ControlScene.TARGET), 0, 0, 0),
            Part.fixed(ControlScene.cylinder(0.011, 0.01, ControlScene.DECORATION)),
            link(ARM, 0.06),
            link(HAND, 0.05),
            Part.on(FINGER, ControlScene.sphere(RADIUS, ControlScene.EFFECTOR), 0, 0, 0)));
  }

  private static Geom wall(double halfX, double halfY) {
    return ControlScene.box(halfX, halfY, 0.02, ControlScene.DECORATION).withoutShadow();
  }

  private static Part link(String body, double halfLength) {
    return Part.between(
        body,
        ControlScene.capsule(RADIUS, halfLength, ControlScene.SELF),
        new double[3],
        new double[] {2 * halfLength, 0, 0});
  }

  @Override
  public Map<String, Integer> observationSizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("position", 2);
    sizes.put("to_target", 2);
    sizes.put("velocity", 2);
    return sizes;
  }

  @Override
  public void initialize(Physics physics, RandomGenerator random) {
    physics.setState(SHOULDER, random.nextDouble(-Math.PI, Math.PI), 0);
    physics.setState(WRIST, random.nextDouble(-WRIST_RANGE, WRIST_RANGE), 0);
    double angle = random.nextDouble(0, 2 * Math.PI);
    double radius = random.nextDouble(0.05, 0.2);
    double height = physics.pose(FINGER).position()[2];
    physics.place(TARGET, radius * Math.sin(angle), radius * Math.cos(angle), height);
  }

  @Override
  public Map<String, float[]> observe(Physics physics) {
    double[] finger = physics.pose(FINGER).position();
    double[] target = physics.pose(TARGET).position();
    Map<String, float[]> vectors = new LinkedHashMap<>();
    vectors.put(
        "position",
        new float[] {(float) physics.position(SHOULDER), (float) physics.position(WRIST)});
    vectors.put(
        "to_target",
        new float[] {(float) (target[0] - finger[0]), (float) (target[1] - finger[1])});
    vectors.put(
        "velocity",
        new float[] {(float) physics.velocity(SHOULDER), (float) physics.velocity(WRIST)});
    return vectors;
  }

  @Override
  public double reward(Physics physics) {
    double distance = physics.pose(FINGER).distance(physics.pose(TARGET));
    return Tolerance.within(distance, 0, targetRadius + RADIUS);
  }
}
