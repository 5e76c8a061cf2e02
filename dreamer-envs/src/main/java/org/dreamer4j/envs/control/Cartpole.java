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
import org.dreamer4j.envs.render.Rotation;

/**
 * Balance a pole on a cart, or swing it up first.
 *
 * @param swingUp whether the pole starts hanging
 * @param sparse whether only the upright pole on the centred cart is rewarded
 */
record Cartpole(boolean swingUp, boolean sparse) implements EmbeddedTask {
  private static final String SLIDER = "slider";
  private static final String HINGE = "hinge";
  private static final String CART = "cart";
  private static final String POLE = "pole";

  static PlanarModel model() {
    return new PlanarModel(
        List.of(
            new Body(Body.WORLD, 0, 1, Inertia.box(1, 0.2, 0.1)),
            new Body(0, 0, 0, Inertia.capsule(0.1, 0.045, 0.5).at(0, 0.5))),
        List.of(
            Joint.of(0, Joint.Type.SLIDE_X, 5e-4).withLimit(new JointLimit(-1.8, 1.8, 0.08, 1)),
            Joint.of(1, Joint.Type.HINGE, 2e-6)),
        List.of(Motor.of(0, 10)),
        PlanarModel.EARTH,
        0.01,
        Integrator.RUNGE_KUTTA_4);
  }

  @Override
  public Physics physics() {
    return new PlanarPhysics(
        model(), PlanarPhysics.Plane.XZ, List.of(CART, POLE), List.of(SLIDER, HINGE), List.of());
  }

  @Override
  public ControlScene scene() {
    Camera camera =
        Camera.of(new double[] {0, -4, 1}, new double[] {1, 0, 0}, new double[] {0, 0, 1});
    Geom floor = Geom.checker(4, 1, ControlScene.FLOOR, ControlScene.FLOOR_SQUARE).at(0, 0, -0.05);
    return new ControlScene(
        camera,
        new double[] {0, -3, 6},
        List.of(
            Part.fixed(floor),
            rail(0.07),
            rail(-0.07),
            Part.on(CART, ControlScene.box(0.2, 0.15, 0.1, ControlScene.SELF), 0, 0, 0),
            Part.on(POLE, ControlScene.capsule(0.045, 0.5, ControlScene.SELF), 0, 0, 0.5)));
  }

  private static Part rail(double y) {
    Geom rail = ControlScene.capsule(0.02, 2, ControlScene.DECORATION).withoutShadow();
    return Part.fixed(rail.at(0, y, 1).turned(Rotation.zTowards(1, 0, 0)));
  }

  @Override
  public Map<String, Integer> observationSizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("position", 3);
    sizes.put("velocity", 2);
    return sizes;
  }

  @Override
  public void initialize(Physics physics, RandomGenerator random) {
    double slider = swingUp ? 0.01 * random.nextGaussian() : random.nextDouble(-0.1, 0.1);
    double hinge =
        swingUp ? Math.PI + 0.01 * random.nextGaussian() : random.nextDouble(-0.034, 0.034);
    physics.setState(SLIDER, slider, 0.01 * random.nextGaussian());
    physics.setState(HINGE, hinge, 0.01 * random.nextGaussian());
  }

  @Override
  public Map<String, float[]> observe(Physics physics) {
    Pose pole = physics.pose(POLE);
    Map<String, float[]> vectors = new LinkedHashMap<>();
    vectors.put(
        "position",
        new float[] {(float) physics.position(SLIDER), (float) pole.zz(), (float) pole.xz()});
    vectors.put(
        "velocity",
        new float[] {(float) physics.velocity(SLIDER), (float) physics.velocity(HINGE)});
    return vectors;
  }

  @Override
  public double reward(Physics physics) {
    double slider = physics.position(SLIDER);
    double cosine = physics.pose(POLE).zz();
    if (sparse) {
      return Tolerance.within(slider, -0.25, 0.25) * Tolerance.within(cosine, 0.995, 1);
    }
    double still = Tolerance.QUADRATIC.of(physics.control(0), 0, 0, 1, 0);
    double slow = Tolerance.GAUSSIAN.of(physics.velocity(HINGE), 0, 0, 5, Tolerance.DEFAULT_VALUE);
    double centred = Tolerance.GAUSSIAN.of(slider, 0, 0, 2, Tolerance.DEFAULT_VALUE);
    return (cosine + 1) / 2 * (4 + still) / 5 * (1 + slow) / 2 * (1 + centred) / 2;
  }
}
