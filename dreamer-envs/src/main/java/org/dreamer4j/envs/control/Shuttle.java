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
import org.dreamer4j.envs.render.Shape;

/**
 * The quick-start task, no part of any suite: drive a shuttle along a rail to a marker, seen from
 * above. A spring pulls the shuttle to the middle and full force holds it at the end of the rail,
 * so that every force has its place: there is no wall to push against, where actions would change
 * nothing and an actor in the wrong corner would learn nothing. Strong friction keeps it from
 * swinging; the rail is crossed within a dozen agent steps. Marker and start are drawn anew for
 * each episode, far apart. The reward is mostly earned near the marker; the rest falls off so
 * slowly that every place of the rail has a slope.
 */
final class Shuttle implements EmbeddedTask {
  private static final String SLIDER = "slider";
  private static final String SHUTTLE = "shuttle";
  private static final String TARGET = "target";
  private static final int CONTROL_STEPS = 100;
  private static final double RAIL = 1;
  private static final double STIFFNESS = 200;
  private static final double DAMPING = 30;
  private static final double REACH = 0.9;
  private static final double LEAST_GAP = 0.6;
  private static final double NEAR_WEIGHT = 0.85;
  private static final double[] TABLE = {0.06, 0.07, 0.12, 1};
  private static final double[] METAL = {0.3, 0.3, 0.34, 1};
  private static final double[] MARKER = {0.1, 0.65, 0.25, 1};
  private static final double[] ORANGE = {0.75, 0.3, 0.05, 1};

  static PlanarModel model() {
    return new PlanarModel(
        List.of(new Body(Body.WORLD, 0, 0, Inertia.box(1, 0.14, 0.25))),
        List.of(
            Joint.of(0, Joint.Type.SLIDE_X, DAMPING)
                .withSpring(STIFFNESS, 0)
                .withLimit(JointLimit.between(-RAIL, RAIL))),
        List.of(Motor.of(0, STIFFNESS * RAIL)),
        0,
        0.02,
        Integrator.EULER);
  }

  @Override
  public Physics physics() {
    return new PlanarPhysics(
        model(), PlanarPhysics.Plane.XY, List.of(SHUTTLE), List.of(SLIDER), List.of(TARGET));
  }

  @Override
  public ControlScene scene() {
    Camera camera =
        Camera.of(new double[] {0, 0, 3}, new double[] {1, 0, 0}, new double[] {0, 1, 0});
    Geom table = new Geom(Shape.PLANE, new double[3], TABLE);
    return new ControlScene(
        camera,
        new double[] {0, 0, 8},
        List.of(
            Part.fixed(table.at(0, 0, -0.1)),
            Part.fixed(ControlScene.box(RAIL + 0.14, 0.05, 0.02, METAL)),
            Part.on(TARGET, ControlScene.box(0.1, 0.8, 0.03, MARKER), 0, 0, 0),
            Part.on(SHUTTLE, ControlScene.box(0.14, 0.3, 0.06, ORANGE), 0, 0, 0.06)));
  }

  @Override
  public int controlSteps() {
    return CONTROL_STEPS;
  }

  @Override
  public Map<String, Integer> observationSizes() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("position", 1);
    sizes.put("to_target", 1);
    sizes.put("velocity", 1);
    return sizes;
  }

  @Override
  public void initialize(Physics physics, RandomGenerator random) {
    double target = random.nextDouble(-REACH, REACH);
    double start = random.nextDouble(-REACH, REACH);
    while (Math.abs(start - target) < LEAST_GAP) {
      start = random.nextDouble(-REACH, REACH);
    }
    physics.setState(SLIDER, start, 0);
    physics.place(TARGET, target, 0, 0);
  }

  @Override
  public Map<String, float[]> observe(Physics physics) {
    double position = physics.position(SLIDER);
    double target = physics.pose(TARGET).position()[0];
    Map<String, float[]> vectors = new LinkedHashMap<>();
    vectors.put("position", new float[] {(float) position});
    vectors.put("to_target", new float[] {(float) (target - position)});
    vectors.put("velocity", new float[] {(float) physics.velocity(SLIDER)});
    return vectors;
  }

  @Override
  public double reward(Physics physics) {
    double distance = Math.abs(physics.pose(TARGET).position()[0] - physics.position(SLIDER));
    double near = Tolerance.GAUSSIAN.of(distance, 0, 0.05, 0.2, Tolerance.DEFAULT_VALUE);
    double slope = Tolerance.LINEAR.of(distance, 0, 0.05, 2, 0);
    return NEAR_WEIGHT * near + (1 - NEAR_WEIGHT) * slope;
  }
}
