package org.dreamer4j.envs.render;

import java.util.Arrays;
import java.util.List;

/**
 * Draws a {@link Scene} by casting rays: a headlight, a point light with hard shadows, a sky that
 * fades downwards, and antialiasing over a regular grid of samples. Holds buffers, so one thread at
 * a time.
 */
public final class RayCaster {
  private static final double AMBIENT = 0.4;
  private static final double HEADLIGHT = 0.8;
  private static final double POINT_LIGHT = 0.7;
  private static final double[] SKY = {0.4, 0.6, 0.8};
  private static final double SHADOW_OFFSET = 1e-4;

  private final int width;
  private final int height;
  private final int samples;
  private final double[] colour = new double[3];
  private final double[] sum = new double[3];
  private final double[] normal = new double[3];
  private Geom[] drawn = new Geom[0];
  private Geom[] candidates = new Geom[0];
  private int[] window = new int[0];
  private int candidateCount;
  private double[] forward = new double[3];
  private double pixelAngle;

  /**
   * Draws pictures of a size.
   *
   * @param width pixels
   * @param height pixels
   * @param samples rays per pixel edge; 2 gives four rays a pixel
   * @throws IllegalArgumentException if one of them is below 1
   */
  public RayCaster(int width, int height, int samples) {
    if (width < 1 || height < 1 || samples < 1) {
      throw new IllegalArgumentException(
          "width, height and samples must be at least 1, got "
              + width
              + ", "
              + height
              + ", "
              + samples);
    }
    this.width = width;
    this.height = height;
    this.samples = samples;
  }

  /**
   * Draws a scene.
   *
   * @param out receives height x width x 3 bytes, rows first, red green blue
   * @throws IllegalArgumentException if {@code out} has another length
   */
  public void render(Scene scene, byte[] out) {
    if (out.length != width * height * 3) {
      throw new IllegalArgumentException(
          "a picture needs " + width * height * 3 + " bytes, got " + out.length);
    }
    prepare(scene);
    double scale = 255.0 / (samples * samples);
    int index = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        findCandidates(x, y);
        castPixel(scene, x, y);
        for (int i = 0; i < 3; i++) {
          out[index++] = (byte) (int) (scale * sum[i] + 0.5);
        }
      }
    }
  }

  /** Adds up the colours of the samples of a pixel. */
  private void castPixel(Scene scene, int x, int y) {
    Arrays.fill(sum, 0);
    for (int row = 0; row < samples; row++) {
      for (int column = 0; column < samples; column++) {
        cast(scene, x + (column + 0.5) / samples, y + (row + 0.5) / samples);
        for (int i = 0; i < 3; i++) {
          sum[i] += colour[i];
        }
      }
    }
  }

  /** Collects what is visible at all and the window of pixels that each solid can touch. */
  private void prepare(Scene scene) {
    forward = scene.camera().forward();
    pixelAngle = 1 / scene.camera().focalLength(height);
    List<Geom> geoms = scene.geoms();
    int count = 0;
    for (Geom geom : geoms) {
      count += geom.rgba[3] > 0 ? 1 : 0;
    }
    if (drawn.length != count) {
      drawn = new Geom[count];
      candidates = new Geom[count];
      window = new int[4 * count];
    }
    int next = 0;
    for (Geom geom : geoms) {
      if (geom.rgba[3] > 0) {
        drawn[next] = geom;
        Projection.window(geom, scene.camera(), width, height, window, 4 * next);
        next++;
      }
    }
  }

  private void findCandidates(int x, int y) {
    candidateCount = 0;
    for (int i = 0; i < drawn.length; i++) {
      int w = 4 * i;
      if (x >= window[w] && x <= window[w + 1] && y >= window[w + 2] && y <= window[w + 3]) {
        candidates[candidateCount++] = drawn[i];
      }
    }
  }

  /** Writes the colour seen through a point of the picture, in pixels from the top left corner. */
  private void cast(Scene scene, double pixelX, double pixelY) {
    Camera camera = scene.camera();
    double[] right = camera.right();
    double[] up = camera.up();
    double u = (pixelX - 0.5 * width) * pixelAngle;
    double v = (0.5 * height - pixelY) * pixelAngle;
    double dx = forward[0] + u * right[0] + v * up[0];
    double dy = forward[1] + u * right[1] + v * up[1];
    double dz = forward[2] + u * right[2] + v * up[2];
    double norm = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz);
    dx *= norm;
    dy *= norm;
    dz *= norm;
    double[] eye = camera.position();
    Geom nearest = null;
    double distance = Intersection.MISS;
    for (int i = 0; i < candidateCount; i++) {
      double t = Intersection.distance(candidates[i], eye[0], eye[1], eye[2], dx, dy, dz);
      if (t < distance) {
        distance = t;
        nearest = candidates[i];
      }
    }
    if (nearest == null) {
      paint(SKY, 0.5 + 0.5 * dz);
      return;
    }
    double x = eye[0] + distance * dx;
    double y = eye[1] + distance * dy;
    double z = eye[2] + distance * dz;
    Intersection.normal(nearest, x, y, z, normal);
    double facing = Math.max(0, -(normal[0] * dx + normal[1] * dy + normal[2] * dz));
    double light = AMBIENT + HEADLIGHT * facing + POINT_LIGHT * pointLight(scene.light(), x, y, z);
    paint(isOtherSquare(nearest, x, y, z) ? nearest.squareRgb : nearest.rgba, light);
  }

  private void paint(double[] base, double light) {
    for (int i = 0; i < 3; i++) {
      colour[i] = Math.min(1, base[i] * light);
    }
  }

  /** Cosine of the light's angle at a surface point with the current normal; 0 in shadow. */
  private double pointLight(double[] light, double x, double y, double z) {
    double lx = light[0] - x;
    double ly = light[1] - y;
    double lz = light[2] - z;
    double length = Math.sqrt(lx * lx + ly * ly + lz * lz);
    double inverse = 1 / length;
    lx *= inverse;
    ly *= inverse;
    lz *= inverse;
    double cosine = normal[0] * lx + normal[1] * ly + normal[2] * lz;
    if (cosine <= 0) {
      return 0;
    }
    double ox = x + SHADOW_OFFSET * normal[0];
    double oy = y + SHADOW_OFFSET * normal[1];
    double oz = z + SHADOW_OFFSET * normal[2];
    for (Geom geom : drawn) {
      if (geom.castsShadow()
          && passesNear(geom, ox, oy, oz, lx, ly, lz)
          && Intersection.distance(geom, ox, oy, oz, lx, ly, lz) < length) {
        return 0;
      }
    }
    return cosine;
  }

  private static boolean passesNear(
      Geom geom, double ox, double oy, double oz, double dx, double dy, double dz) {
    double px = geom.position[0] - ox;
    double py = geom.position[1] - oy;
    double pz = geom.position[2] - oz;
    double along = px * dx + py * dy + pz * dz;
    return px * px + py * py + pz * pz - along * along <= geom.squaredBound;
  }

  private static boolean isOtherSquare(Geom geom, double x, double y, double z) {
    if (geom.squareSize == 0) {
      return false;
    }
    double[] r = geom.rotation;
    double px = x - geom.position[0];
    double py = y - geom.position[1];
    double pz = z - geom.position[2];
    double localX = r[0] * px + r[3] * py + r[6] * pz;
    double localY = r[1] * px + r[4] * py + r[7] * pz;
    long column = (long) Math.floor(localX / geom.squareSize);
    long row = (long) Math.floor(localY / geom.squareSize);
    return ((column + row) & 1) == 0;
  }
}
