package org.dreamer4j.envs.control;

import java.util.List;
import org.dreamer4j.envs.render.Camera;
import org.dreamer4j.envs.render.Geom;
import org.dreamer4j.envs.render.RayCaster;
import org.dreamer4j.envs.render.Rotation;
import org.dreamer4j.envs.render.Scene;
import org.dreamer4j.envs.render.Shape;

/**
 * Solids attached to the bodies of a {@link Physics}. One per environment, used by its thread only.
 */
public final class ControlScene {
  static final double[] SELF = {0.7, 0.5, 0.3, 1};
  static final double[] EFFECTOR = {0.7, 0.4, 0.2, 1};
  static final double[] DECORATION = {0.3, 0.5, 0.7, 1};
  static final double[] TARGET = {0.6, 0.3, 0.3, 1};
  static final double[] FLOOR = {0.2, 0.3, 0.4, 1};
  static final double[] FLOOR_SQUARE = {0.1, 0.2, 0.3, 1};

  private static final String WORLD = "";

  /**
   * A solid with its place in a body's frame.
   *
   * @param body empty for the world
   * @param offset 3
   * @param rotation 3 x 3
   */
  public record Part(String body, Geom geom, double[] offset, double[] rotation) {
    /** A solid that never moves; its own pose stays. */
    public static Part fixed(Geom geom) {
      return new Part(WORLD, geom, new double[3], Rotation.identity());
    }

    /** A solid whose frame is the body's, moved by an offset. */
    public static Part on(String body, Geom geom, double x, double y, double z) {
      return new Part(body, geom, new double[] {x, y, z}, Rotation.identity());
    }

    /** A solid in the middle between two points of the body's frame, its z axis along them. */
    public static Part between(String body, Geom geom, double[] from, double[] to) {
      double[] middle = new double[3];
      for (int i = 0; i < 3; i++) {
        middle[i] = (from[i] + to[i]) / 2;
      }
      double[] rotation = Rotation.zTowards(to[0] - from[0], to[1] - from[1], to[2] - from[2]);
      return new Part(body, geom, middle, rotation);
    }
  }

  private final List<Part> parts;
  private final Scene scene;
  private final double[] rotation = new double[9];

  /** A scene of parts. */
  public ControlScene(Camera camera, double[] light, List<Part> parts) {
    this.parts = List.copyOf(parts);
    scene = new Scene(parts.stream().map(Part::geom).toList(), camera, light);
  }

  /**
   * Draws the present state of a mechanism.
   *
   * @param out receives the pixels, see {@link RayCaster#render}
   */
  public void render(Physics physics, RayCaster caster, byte[] out) {
    for (Part part : parts) {
      if (!part.body().equals(WORLD)) {
        follow(part, physics.pose(part.body()));
      }
    }
    caster.render(scene, out);
  }

  private void follow(Part part, Pose pose) {
    double[] r = pose.rotation();
    double[] p = pose.position();
    double[] o = part.offset();
    part.geom()
        .at(
            p[0] + r[0] * o[0] + r[1] * o[1] + r[2] * o[2],
            p[1] + r[3] * o[0] + r[4] * o[1] + r[5] * o[2],
            p[2] + r[6] * o[0] + r[7] * o[1] + r[8] * o[2]);
    Rotation.multiply(r, part.rotation(), rotation);
    part.geom().turned(rotation);
  }

  static Geom capsule(double radius, double halfLength, double[] rgba) {
    return new Geom(Shape.CAPSULE, new double[] {radius, halfLength, 0}, rgba);
  }

  static Geom cylinder(double radius, double halfLength, double[] rgba) {
    return new Geom(Shape.CYLINDER, new double[] {radius, halfLength, 0}, rgba);
  }

  static Geom sphere(double radius, double[] rgba) {
    return new Geom(Shape.SPHERE, new double[] {radius, 0, 0}, rgba);
  }

  static Geom box(double halfX, double halfY, double halfZ, double[] rgba) {
    return new Geom(Shape.BOX, new double[] {halfX, halfY, halfZ}, rgba);
  }
}
