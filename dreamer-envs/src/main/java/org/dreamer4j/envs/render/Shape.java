package org.dreamer4j.envs.render;

/** The solids of MuJoCo's format; in brackets what the three sizes of a {@link Geom} mean. */
public enum Shape {
  /** The plane z = 0 seen from above (half extents in x and y, 0 for endless; unused). */
  PLANE,
  /** (radius; unused; unused). */
  SPHERE,
  /** Along z (radius; half length without the caps; unused). */
  CAPSULE,
  /** (half edges in x, y and z). */
  BOX,
  /** (half axes in x, y and z). */
  ELLIPSOID,
  /** Along z (radius; half length; unused). */
  CYLINDER
}
