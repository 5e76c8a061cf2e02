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

/** Swing a pendulum up with a motor too weak to lift it, and hold it within 8 degrees. */
final class Pendulum implements EmbeddedTask {
  private static final String HINGE = "hinge";
  private static final String POLE = "pole";
  private static final double UPRIGHT = Math.cos(Math.toRadians(8));

  static PlanarModel model() {
    return new PlanarModel(
        List.of(new Body(Body.WORLD, 0, 0.6, Inertia.sphere(1, 0.05).at(0, 0.5))),
        List.of(Joint.of(0, Joint.Type.HINGE, 0.1)),
        List.of(Motor.of(0, 1)),
        PlanarModel.EARTH,
        0.02,
        Integrator.EULER);
  }

  @Override
  public Physics physics() {
    return new PlanarPhysics(
        model(), PlanarPhysics.Plane.XZ, List.of(POLE), List.of(HINGE), List.of());
  }

  @Override
  public ControlScene scene() {
    Camera camera =
        Camera.of(new double[] {0, -1.5, 2}, new double[] {1, 0, 0}, new double[] {0, 1, 1});
    Geom pin = ControlScene.cylinder(0.021, 0.05, ControlScene.DECORATION);
    Geom rod = ControlScene.capsule(0.02, 0.25, ControlScene.SELF);
    Geom bob = ControlScene.sphere(0.05, ControlScene.EFFECTOR);
    return new ControlScene(
        camera,
        new double[] {0, -2, 5},
        List.of(
            Part.fixed(Geom.checker(2, 1, ControlScene.FLOOR, ControlScene.FLOOR_SQUARE)),
            Part.between(POLE, pin, new double[] {0, -0.05, 0}, new double[] {0, 0.05, 0}),
            Part.on(POLE, rod, 0, 0, 0.25),
            Part.on(POLE, bob, 0, 0, 0.5)));
  }

  @Override
  public Map<String, Integer> observationSizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("orientation", 2);
    sizes.put("velocity", 1);
    return sizes;
  }

  @Override
  public void initialize(Physics physics, RandomGenerator random) {
    physics.setState(HINGE, random.nextDouble(-Math.PI, Math.PI), 0);
  }

  @Override
  public Map<String, float[]> observe(Physics physics) {
    Pose pole = physics.pose(POLE);
    Map<String, float[]> vectors = new LinkedHashMap<>();
    vectors.put("orientation", new float[] {(float) pole.zz(), (float) pole.xz()});
    vectors.put("velocity", new float[] {(float) physics.velocity(HINGE)});
    return vectors;
  }

  @Override
  public double reward(Physics physics) {
    return Tolerance.within(physics.pose(POLE).zz(), UPRIGHT, 1);
  }
}
