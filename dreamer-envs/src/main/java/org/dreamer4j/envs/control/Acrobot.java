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
import org.dreamer4j.envs.planar.Motor;
import org.dreamer4j.envs.planar.PlanarModel;
import org.dreamer4j.envs.render.Camera;
import org.dreamer4j.envs.render.Geom;

/** Swing a double pendulum up to a target with a motor at its elbow only. */
final class Acrobot implements EmbeddedTask {
  private static final String SHOULDER = "shoulder";
  private static final String ELBOW = "elbow";
  private static final String UPPER_ARM = "upper_arm";
  private static final String LOWER_ARM = "lower_arm";
  private static final String TIP = "tip";
  private static final String TARGET = "target";
  private static final double TARGET_RADIUS = 0.2;

  static PlanarModel model() {
    return new PlanarModel(
        List.of(
            new Body(Body.WORLD, 0, 2, Inertia.capsule(1, 0.05, 0.5).at(0, 0.5)),
            new Body(0, 0, 1, Inertia.capsule(1, 0.049, 0.5).at(0, 0.5)),
            new Body(1, 0, 1, Inertia.NONE)),
        List.of(Joint.of(0, Joint.Type.HINGE, 0.05), Joint.of(1, Joint.Type.HINGE, 0.05)),
        List.of(Motor.of(1, 2)),
        PlanarModel.EARTH,
        0.01,
        Integrator.RUNGE_KUTTA_4);
  }

  @Override
  public Physics physics() {
    Physics physics =
        new PlanarPhysics(
            model(),
            PlanarPhysics.Plane.XZ,
            List.of(UPPER_ARM, LOWER_ARM, TIP),
            List.of(SHOULDER, ELBOW),
            List.of(TARGET));
    physics.place(TARGET, 0, 0, 4);
    return physics;
  }

  @Override
  public ControlScene scene() {
    Camera camera =
        Camera.of(new double[] {0, -6, 2}, new double[] {1, 0, 0}, new double[] {0, 0, 1});
    Geom pin = ControlScene.cylinder(0.051, 0.06, ControlScene.DECORATION);
    return new ControlScene(
        camera,
        new double[] {0, -4, 6},
        List.of(
            Part.fixed(Geom.checker(3, 1, ControlScene.FLOOR, ControlScene.FLOOR_SQUARE)),
            Part.on(TARGET, ControlScene.sphere(TARGET_RADIUS, ControlScene.TARGET), 0, 0, 0),
            Part.between(UPPER_ARM, pin, new double[] {0, -0.06, 0}, new double[] {0, 0.06, 0}),
            Part.on(UPPER_ARM, ControlScene.capsule(0.05, 0.5, ControlScene.SELF), 0, 0, 0.5),
            Part.on(LOWER_ARM, ControlScene.capsule(0.049, 0.5, ControlScene.SELF), 0, 0, 0.5)));
  }

  @Override
  public Map<String, Integer> observationSizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("orientations", 4);
    sizes.put("velocity", 2);
    return sizes;
  }

  @Override
  public void initialize(Physics physics, RandomGenerator random) {
    physics.setState(SHOULDER, random.nextDouble(-Math.PI, Math.PI), 0);
    physics.setState(ELBOW, random.nextDouble(-Math.PI, Math.PI), 0);
  }

  @Override
  public Map<String, float[]> observe(Physics physics) {
    Pose upper = physics.pose(UPPER_ARM);
    Pose lower = physics.pose(LOWER_ARM);
    Map<String, float[]> vectors = new LinkedHashMap<>();
    vectors.put(
        "orientations",
        new float[] {
          (float) upper.xz(), (float) lower.xz(), (float) upper.zz(), (float) lower.zz()
        });
    vectors.put(
        "velocity",
        new float[] {(float) physics.velocity(SHOULDER), (float) physics.velocity(ELBOW)});
    return vectors;
  }

  @Override
  public double reward(Physics physics) {
    double distance = physics.pose(TIP).distance(physics.pose(TARGET));
    return Tolerance.GAUSSIAN.of(distance, 0, TARGET_RADIUS, 1, Tolerance.DEFAULT_VALUE);
  }
}
