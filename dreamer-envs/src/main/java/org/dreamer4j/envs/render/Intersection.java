package org.dreamer4j.envs.render;

/**
 * Where rays meet solids, in the solid's own frame. A ray that starts inside a solid leaves it
 * unseen, as back faces are not drawn.
 */
final class Intersection {
  static final double MISS = Double.POSITIVE_INFINITY;
  private static final double NEAREST = 1e-6;

  private Intersection() {}

  /** Distance along a ray in world coordinates (unit direction), or {@link #MISS}. */
  static double distance(
      Geom geom, double ox, double oy, double oz, double dx, double dy, double dz) {
    double[] r = geom.rotation;
    double px = ox - geom.position[0];
    double py = oy - geom.position[1];
    double pz = oz - geom.position[2];
    double lx = r[0] * px + r[3] * py + r[6] * pz;
    double ly = r[1] * px + r[4] * py + r[7] * pz;
    double lz = r[2] * px + r[5] * py + r[8] * pz;
    double ex = r[0] * dx + r[3] * dy + r[6] * dz;
    double ey = r[1] * dx + r[4] * dy + r[7] * dz;
    double ez = r[2] * dx + r[5] * dy + r[8] * dz;
    double[] s = geom.size;
    return switch (geom.shape) {
      case PLANE -> plane(s, lx, ly, lz, ex, ey, ez);
      case SPHERE -> sphere(s[0], lx, ly, lz, ex, ey, ez);
      case CAPSULE -> capsule(s[0], s[1], lx, ly, lz, ex, ey, ez);
      case BOX -> box(s, lx, ly, lz, ex, ey, ez);
      case ELLIPSOID -> ellipsoid(s, lx, ly, lz, ex, ey, ez);
      case CYLINDER -> cylinder(s[0], s[1], lx, ly, lz, ex, ey, ez);
    };
  }

  /** Writes the outward unit normal of the solid at a point of its surface, world coordinates. */
  static void normal(Geom geom, double x, double y, double z, double[] out) {
    double[] r = geom.rotation;
    double px = x - geom.position[0];
    double py = y - geom.position[1];
    double pz = z - geom.position[2];
    out[0] = r[0] * px + r[3] * py + r[6] * pz;
    out[1] = r[1] * px + r[4] * py + r[7] * pz;
    out[2] = r[2] * px + r[5] * py + r[8] * pz;
    localNormal(geom, out);
    double nx = out[0];
    double ny = out[1];
    double nz = out[2];
    double scale = 1 / Math.sqrt(nx * nx + ny * ny + nz * nz);
    out[0] = scale * (r[0] * nx + r[1] * ny + r[2] * nz);
    out[1] = scale * (r[3] * nx + r[4] * ny + r[5] * nz);
    out[2] = scale * (r[6] * nx + r[7] * ny + r[8] * nz);
  }

  /** Replaces a surface point in the solid's frame by an outward vector there, of any length. */
  private static void localNormal(Geom geom, double[] p) {
    double[] s = geom.size;
    switch (geom.shape) {
      case SPHERE -> {}
      case CAPSULE -> p[2] -= Math.max(-s[1], Math.min(s[1], p[2]));
      case PLANE -> keepAxis(p, 2, 1);
      case ELLIPSOID -> {
        for (int i = 0; i < 3; i++) {
          p[i] /= s[i] * s[i];
        }
      }
      case BOX -> {
        int axis = Math.abs(p[1]) - s[1] > Math.abs(p[0]) - s[0] ? 1 : 0;
        axis = Math.abs(p[2]) - s[2] > Math.abs(p[axis]) - s[axis] ? 2 : axis;
        keepAxis(p, axis, Math.signum(p[axis]));
      }
      case CYLINDER -> {
        if (Math.abs(p[2]) - s[1] > Math.sqrt(p[0] * p[0] + p[1] * p[1]) - s[0]) {
          keepAxis(p, 2, Math.signum(p[2]));
        } else {
          p[2] = 0;
        }
      }
    }
  }

  private static void keepAxis(double[] p, int axis, double value) {
    p[0] = 0;
    p[1] = 0;
    p[2] = 0;
    p[axis] = value;
  }

  private static double plane(
      double[] s, double x, double y, double z, double dx, double dy, double dz) {
    if (dz > -1e-9 || z <= 0) {
      return MISS;
    }
    double t = -z / dz;
    boolean inside =
        (s[0] <= 0 || Math.abs(x + t * dx) <= s[0]) && (s[1] <= 0 || Math.abs(y + t * dy) <= s[1]);
    return inside ? t : MISS;
  }

  private static double sphere(
      double radius, double x, double y, double z, double dx, double dy, double dz) {
    double half = x * dx + y * dy + z * dz;
    double discriminant = half * half - (x * x + y * y + z * z - radius * radius);
    if (discriminant < 0) {
      return MISS;
    }
    double t = -half - Math.sqrt(discriminant);
    return t > NEAREST ? t : MISS;
  }

  private static double capsule(
      double radius, double half, double x, double y, double z, double dx, double dy, double dz) {
    double tube = tube(radius, x, y, dx, dy);
    if (tube < MISS && Math.abs(z + tube * dz) <= half) {
      return tube;
    }
    return Math.min(
        sphere(radius, x, y, z - half, dx, dy, dz), sphere(radius, x, y, z + half, dx, dy, dz));
  }

  private static double cylinder(
      double radius, double half, double x, double y, double z, double dx, double dy, double dz) {
    double tube = tube(radius, x, y, dx, dy);
    if (tube < MISS && Math.abs(z + tube * dz) <= half) {
      return tube;
    }
    if (Math.abs(dz) < 1e-12) {
      return MISS;
    }
    double t = (-Math.signum(dz) * half - z) / dz;
    double hitX = x + t * dx;
    double hitY = y + t * dy;
    return t > NEAREST && hitX * hitX + hitY * hitY <= radius * radius ? t : MISS;
  }

  /** An endless tube along z. */
  private static double tube(double radius, double x, double y, double dx, double dy) {
    double a = dx * dx + dy * dy;
    double b = x * dx + y * dy;
    double discriminant = b * b - a * (x * x + y * y - radius * radius);
    if (discriminant < 0 || a < 1e-12) {
      return MISS;
    }
    double t = (-b - Math.sqrt(discriminant)) / a;
    return t > NEAREST ? t : MISS;
  }

  private static double ellipsoid(
      double[] s, double x, double y, double z, double dx, double dy, double dz) {
    double ux = x / s[0];
    double uy = y / s[1];
    double uz = z / s[2];
    double ex = dx / s[0];
    double ey = dy / s[1];
    double ez = dz / s[2];
    double a = ex * ex + ey * ey + ez * ez;
    double b = ux * ex + uy * ey + uz * ez;
    double discriminant = b * b - a * (ux * ux + uy * uy + uz * uz - 1);
    if (discriminant < 0) {
      return MISS;
    }
    double t = (-b - Math.sqrt(discriminant)) / a;
    return t > NEAREST ? t : MISS;
  }

  private static double box(
      double[] s, double x, double y, double z, double dx, double dy, double dz) {
    double ix = inverse(dx);
    double iy = inverse(dy);
    double iz = inverse(dz);
    double mx = s[0] * Math.abs(ix);
    double my = s[1] * Math.abs(iy);
    double mz = s[2] * Math.abs(iz);
    double enter = Math.max(-x * ix - mx, Math.max(-y * iy - my, -z * iz - mz));
    double leave = Math.min(-x * ix + mx, Math.min(-y * iy + my, -z * iz + mz));
    return enter <= leave && enter > NEAREST ? enter : MISS;
  }

  /** 1 / d, or for a ray along a face a number so large that the slab decides by its sides. */
  private static double inverse(double d) {
    return d == 0 ? 1e300 : 1 / d;
  }
}
