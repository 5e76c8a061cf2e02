package org.dreamer4j.envs.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RayCasterTest {
  private static final List<Shape> SOLIDS =
      List.of(Shape.SPHERE, Shape.CAPSULE, Shape.BOX, Shape.ELLIPSOID, Shape.CYLINDER);

  private static final double[] RED = {0.5, 0, 0, 1};
  private static final double[] GREEN = {0, 0.5, 0, 1};
  private static final Camera FRONT =
      Camera.of(new double[] {0, -4, 0}, new double[] {1, 0, 0}, new double[] {0, 0, 1});

  private static byte[] render(int size, int samples, Camera camera, Geom... geoms) {
    byte[] out = new byte[size * size * 3];
    Scene scene = new Scene(List.of(geoms), camera, new double[] {0, -4, 0});
    new RayCaster(size, size, samples).render(scene, out);
    return out;
  }

  private static boolean isRed(byte[] pixels, int size, int row, int column) {
    int index = 3 * (row * size + column);
    return (pixels[index] & 0xff) > 0 && pixels[index + 1] == 0 && pixels[index + 2] == 0;
  }

  @Test
  void pixelsAreCoveredWhereThePinholeProjectionSays() {
    // A square of half edge tan(22.5 deg) at distance 3 on a picture whose half edge is 3 times it.
    double half = Math.tan(Math.toRadians(22.5));
    Geom box = new Geom(Shape.BOX, new double[] {half, 1, half}, RED);
    byte[] pixels = render(60, 1, FRONT, box);
    for (int row = 0; row < 60; row++) {
      for (int column = 0; column < 60; column++) {
        boolean inside = row >= 20 && row < 40 && column >= 20 && column < 40;
        assertEquals(inside, isRed(pixels, 60, row, column), row + "," + column);
      }
    }
  }

  @Test
  void rightIsRightAndUpIsUp() {
    Geom ball = new Geom(Shape.SPHERE, new double[] {0.3, 0, 0}, RED).at(1, 0, 0.5);
    byte[] pixels = render(64, 1, FRONT, ball);
    // Focal length 64 / (2 tan 22.5 deg) = 77.25 pixels.
    assertTrue(isRed(pixels, 64, 32 - 9, 32 + 19));
    assertFalse(isRed(pixels, 64, 32 + 9, 32 + 19));
    assertFalse(isRed(pixels, 64, 32 - 9, 32 - 19));
  }

  @Test
  void theNearerSolidHidesTheOther() {
    Geom near = new Geom(Shape.SPHERE, new double[] {0.5, 0, 0}, RED).at(0, -1, 0);
    Geom far = new Geom(Shape.BOX, new double[] {2, 0.1, 2}, GREEN).at(0, 1, 0);
    assertTrue(isRed(render(9, 1, FRONT, near, far), 9, 4, 4));
    assertArrayEquals(render(9, 1, FRONT, near, far), render(9, 1, FRONT, far, near));
    Geom hidden = new Geom(Shape.SPHERE, new double[] {0.5, 0, 0}, new double[4]).at(0, -1, 0);
    assertFalse(isRed(render(9, 1, FRONT, hidden, far), 9, 4, 4));
  }

  @Test
  void aSurfaceFacingCameraAndLightHasTheSumOfAllLights() {
    Geom wall = new Geom(Shape.BOX, new double[] {2, 0.1, 2}, new double[] {0.25, 0.5, 1, 1});
    byte[] pixels = render(1, 1, FRONT, wall);
    // .4 ambient + .8 headlight + .7 point light, cut at white.
    assertEquals(Math.round(255 * 0.25 * 1.9), pixels[0] & 0xff);
    assertEquals(Math.round(255 * 0.5 * 1.9), pixels[1] & 0xff);
    assertEquals(255, pixels[2] & 0xff);
  }

  @Test
  void whatStandsBeforeTheLightThrowsAShadow() {
    Camera above =
        Camera.of(new double[] {3, 0, 4}, new double[] {0, 1, 0}, new double[] {-1, 0, 0});
    Geom floor = new Geom(Shape.PLANE, new double[3], RED);
    Geom ball = new Geom(Shape.SPHERE, new double[] {0.5, 0, 0}, GREEN).at(1.5, 0, 2);
    byte[] lit = new byte[3];
    byte[] dark = new byte[3];
    byte[] spared = new byte[3];
    double[] light = {0, 0, 4};
    RayCaster caster = new RayCaster(1, 1, 1);
    caster.render(new Scene(List.of(floor), above, light), lit);
    caster.render(new Scene(List.of(floor, ball), above, light), dark);
    caster.render(new Scene(List.of(floor, ball.withoutShadow()), above, light), spared);
    // The camera looks straight down at (3, 0, 0), 5 m from the light under cosine 4 / 5.
    assertEquals(Math.round(255 * 0.5 * (0.4 + 0.8 + 0.7 * 0.8)), lit[0] & 0xff);
    assertEquals(Math.round(255 * 0.5 * (0.4 + 0.8)), dark[0] & 0xff);
    assertEquals(lit[0], spared[0]);
  }

  @Test
  void theFloorAlternatesBetweenItsColours() {
    Camera above =
        Camera.of(new double[] {0, 0, 4}, new double[] {1, 0, 0}, new double[] {0, 1, 0});
    Geom floor = Geom.checker(0, 1, RED, GREEN);
    byte[] pixels = render(2, 1, above, floor);
    assertTrue(pixels[0] != 0 && pixels[1] == 0, "top left is square (-1, 0): odd sum");
    assertTrue(pixels[4] != 0 && pixels[3] == 0, "top right is square (0, 0): even sum");
  }

  @Test
  void edgesAreSmoothedBySamples() {
    double half = Math.tan(Math.toRadians(22.5)) / 2;
    Geom box = new Geom(Shape.BOX, new double[] {half, 1, 10}, GREEN);
    Geom wall = new Geom(Shape.BOX, new double[] {50, 0.1, 50}, RED).at(0, 1.5, 0);
    byte[] pixels = render(5, 2, FRONT, wall, box);
    // The box covers columns 2.5 -+ 5 / 12 of 5: both samples of column 2, none of 1 and 3.
    assertEquals(0, pixels[3 * 12]);
    assertEquals(0, pixels[3 * 11 + 1]);
    byte[] shifted = render(5, 2, FRONT, wall, box.at(half * 0.8, 0, 0));
    assertTrue((shifted[3 * 12] & 0xff) > 0 && (shifted[3 * 12 + 1] & 0xff) > 0);
  }

  @Test
  void cullingChangesNoPixel() {
    SplittableRandom random = new SplittableRandom(3);
    Geom floor = Geom.checker(0, 1, RED, GREEN).at(0, 0, -1);
    for (int trial = 0; trial < 60; trial++) {
      Shape shape = SOLIDS.get(trial % SOLIDS.size());
      double[] size = {
        random.nextDouble(0.1, 1), random.nextDouble(0.1, 1), random.nextDouble(0.1, 1)
      };
      double[] turn =
          Rotation.zTowards(
              random.nextDouble(-1, 1), random.nextDouble(-1, 1), random.nextDouble(-1, 1));
      Geom geom = new Geom(shape, size, new double[] {0, 0, 0.5, 1}).turned(turn);
      geom.at(random.nextDouble(-2, 2), random.nextDouble(-3, 2), random.nextDouble(-1, 2));
      int[] window = new int[4];
      Projection.window(geom, FRONT, 32, 32, window, 0);
      byte[] pixels = render(32, 1, FRONT, floor, geom);
      double[] forward = FRONT.forward();
      double focal = FRONT.focalLength(32);
      for (int i = 0; i < 1024; i++) {
        double u = (i % 32 + 0.5 - 16) / focal;
        double v = (16 - i / 32 - 0.5) / focal;
        double n = Math.sqrt(1 + u * u + v * v);
        double hit = Intersection.distance(geom, 0, -4, 0, u / n, forward[1] / n, v / n);
        double ground = Intersection.distance(floor, 0, -4, 0, u / n, forward[1] / n, v / n);
        boolean blue = pixels[3 * i + 2] != 0 && pixels[3 * i] == 0 && pixels[3 * i + 1] == 0;
        assertEquals(hit < ground, blue, shape + " at pixel " + i);
      }
    }
  }

  @Test
  void wrongSizesAreRejected() {
    Scene empty = new Scene(List.of(), FRONT, new double[3]);
    RayCaster caster = new RayCaster(2, 2, 1);
    assertThrows(IllegalArgumentException.class, () -> caster.render(empty, new byte[11]));
    assertThrows(IllegalArgumentException.class, () -> new RayCaster(0, 2, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new Geom(Shape.BOX, new double[] {1, 0, 1}, RED));
    assertThrows(IllegalArgumentException.class, () -> new Geom(Shape.SPHERE, new double[2], RED));
  }
}
