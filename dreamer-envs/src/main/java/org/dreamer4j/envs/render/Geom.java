package org.dreamer4j.envs.render;

/** A solid in a scene: what MuJoCo calls a geom. Its pose may be changed between frames. */
public final class Geom {
  final Shape shape;
  final double[] size;
  final double[] rgba;
  final double[] position = new double[3];
  final double[] rotation = Rotation.identity();
  final double squareSize;
  private boolean shadow;
  final double[] squareRgb;

  /** Square of the radius of a sphere about the position that holds the solid. */
  final double squaredBound;

  /**
   * A solid at the origin.
   *
   * @param size three sizes in m as {@link Shape} says
   * @param rgba colour in [0, 1]; a solid whose alpha is 0 is not drawn, else it is opaque
   * @throws IllegalArgumentException if an array has another length or a needed size is not
   *     positive
   */
  public Geom(Shape shape, double[] size, double[] rgba) {
    this(shape, size, rgba, 0, rgba);
  }

  private Geom(Shape shape, double[] size, double[] rgba, double squareSize, double[] squareRgb) {
    if (size.length != 3 || rgba.length != 4) {
      throw new IllegalArgumentException(
          "a geom needs 3 sizes and 4 colour values, got " + size.length + " and " + rgba.length);
    }
    int needed =
        switch (shape) {
          case PLANE -> 0;
          case SPHERE -> 1;
          case CAPSULE, CYLINDER -> 2;
          case BOX, ELLIPSOID -> 3;
        };
    for (int i = 0; i < needed; i++) {
      if (!(size[i] > 0)) {
        throw new IllegalArgumentException("size " + i + " of a " + shape + " must be positive");
      }
    }
    this.shape = shape;
    this.size = size.clone();
    this.rgba = rgba.clone();
    this.squareSize = squareSize;
    this.squareRgb = squareRgb.clone();
    shadow = shape != Shape.PLANE;
    this.squaredBound =
        shape == Shape.SPHERE ? size[0] * size[0] : square(0) + square(1) + square(2);
  }

  /**
   * A floor of squares in two colours.
   *
   * @param halfExtent m, in both directions; 0 for endless
   * @param squareSize edge of a square, m
   */
  public static Geom checker(double halfExtent, double squareSize, double[] rgba, double[] other) {
    return checker(halfExtent, halfExtent, squareSize, rgba, other);
  }

  /**
   * A floor of squares in two colours.
   *
   * @param halfX half extent in x, m; 0 for endless
   * @param halfY half extent in y, m; 0 for endless
   * @param squareSize edge of a square, m
   */
  public static Geom checker(
      double halfX, double halfY, double squareSize, double[] rgba, double[] other) {
    return new Geom(Shape.PLANE, new double[] {halfX, halfY, 0}, rgba, squareSize, other);
  }

  /** Moves the solid to a place in the world. */
  public Geom at(double x, double y, double z) {
    position[0] = x;
    position[1] = y;
    position[2] = z;
    return this;
  }

  /** Turns the solid; the nine values are copied. */
  public Geom turned(double[] newRotation) {
    System.arraycopy(newRotation, 0, rotation, 0, 9);
    return this;
  }

  /** Lets the point light through: for frames and rails whose shadows would show nothing. */
  public Geom withoutShadow() {
    shadow = false;
    return this;
  }

  boolean castsShadow() {
    return shadow;
  }

  /** Half extent of the solid along one of its own axes. */
  double halfExtent(int axis) {
    return switch (shape) {
      case PLANE -> Double.POSITIVE_INFINITY;
      case SPHERE -> size[0];
      case CAPSULE -> axis == 2 ? size[0] + size[1] : size[0];
      case CYLINDER -> axis == 2 ? size[1] : size[0];
      case BOX, ELLIPSOID -> size[axis];
    };
  }

  private double square(int axis) {
    return halfExtent(axis) * halfExtent(axis);
  }
}
