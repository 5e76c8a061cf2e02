package org.dreamer4j.envs.planar;

/**
 * The inertia of a rigid solid moving in a plane.
 *
 * @param mass kg
 * @param x centre of mass in the body's frame, m
 * @param z centre of mass in the body's frame, m
 * @param moment about the plane's normal through the centre of mass, kg m^2
 */
public record Inertia(double mass, double x, double z, double moment) {
  /** No mass: a frame that only marks a place. */
  public static final Inertia NONE = new Inertia(0, 0, 0, 0);

  /** Rejects negative and non-finite values with {@link IllegalArgumentException}. */
  public Inertia {
    if (!(mass >= 0 && moment >= 0) || !Double.isFinite(mass + moment + x + z)) {
      throw new IllegalArgumentException(
          "mass and moment must be finite and not negative, got " + mass + " and " + moment);
    }
  }

  /** A solid sphere about its centre. */
  public static Inertia sphere(double mass, double radius) {
    return new Inertia(mass, 0, 0, 0.4 * mass * radius * radius);
  }

  /** A solid box about its centre; half edges within the plane. */
  public static Inertia box(double mass, double halfX, double halfZ) {
    return new Inertia(mass, 0, 0, mass * (halfX * halfX + halfZ * halfZ) / 3);
  }

  /**
   * A solid capsule that lies in the plane, about its centre: a cylinder and two half balls.
   *
   * @param halfLength of the cylinder, without the caps
   */
  public static Inertia capsule(double mass, double radius, double halfLength) {
    double length = 2 * halfLength;
    double caps = mass * 4 * radius / (4 * radius + 3 * length);
    double cylinder = mass - caps;
    double moment =
        cylinder * (3 * radius * radius + length * length) / 12
            + caps * (0.4 * radius * radius + length * (3 * radius + 2 * length) / 8);
    return new Inertia(mass, 0, 0, moment);
  }

  /** Mass of a solid capsule of a density in kg / m^3. */
  public static double capsuleMass(double density, double radius, double halfLength) {
    return density * Math.PI * radius * radius * (2 * halfLength + 4.0 / 3 * radius);
  }

  /** The same solid with its centre elsewhere in the body's frame. */
  public Inertia at(double newX, double newZ) {
    return new Inertia(mass, newX, newZ, moment);
  }
}
