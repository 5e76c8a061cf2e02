package org.dreamer4j.envs.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IntersectionTest {
  private static final double[] WHITE = {1, 1, 1, 1};

  private static Geom geom(Shape shape, double... size) {
    return new Geom(shape, size, WHITE);
  }

  private static double[] normal(Geom geom, double x, double y, double z) {
    double[] out = new double[3];
    Intersection.normal(geom, x, y, z, out);
    return out;
  }

  @Test
  void sphereIsHitAtItsNearSide() {
    Geom sphere = geom(Shape.SPHERE, 2, 0, 0).at(1, 5, 0);
    assertEquals(3, Intersection.distance(sphere, 1, 0, 0, 0, 1, 0), 1e-12);
    assertEquals(5 - Math.sqrt(3), Intersection.distance(sphere, 0, 0, 0, 0, 1, 0), 1e-12);
    assertEquals(Intersection.MISS, Intersection.distance(sphere, 3.1, 0, 0, 0, 1, 0));
    assertEquals(Intersection.MISS, Intersection.distance(sphere, 1, 9, 0, 0, 1, 0));
    assertArrayEquals(new double[] {0, -1, 0}, normal(sphere, 1, 3, 0), 1e-12);
  }

  @Test
  void capsuleIsHitOnItsTubeAndOnItsCaps() {
    Geom capsule = geom(Shape.CAPSULE, 0.5, 1, 0);
    assertEquals(2.5, Intersection.distance(capsule, -3, 0, 0.9, 1, 0, 0), 1e-12);
    assertEquals(1.5, Intersection.distance(capsule, 0, 0, 3, 0, 0, -1), 1e-12);
    assertEquals(2.6, Intersection.distance(capsule, -3, 0, 1.3, 1, 0, 0), 1e-12);
    assertEquals(Intersection.MISS, Intersection.distance(capsule, -3, 0, 1.51, 1, 0, 0));
    assertArrayEquals(new double[] {-0.8, 0, 0.6}, normal(capsule, -0.4, 0, 1.3), 1e-12);
    assertArrayEquals(new double[] {-1, 0, 0}, normal(capsule, -0.5, 0, 0.9), 1e-12);
  }

  @Test
  void turnedCapsuleLiesAlongTheGivenDirection() {
    Geom capsule = geom(Shape.CAPSULE, 0.5, 1, 0).turned(Rotation.zTowards(1, 0, 0)).at(0, 0, 2);
    assertEquals(1.5, Intersection.distance(capsule, -3, 0, 2, 1, 0, 0), 1e-12);
    assertEquals(1.5, Intersection.distance(capsule, 0.9, 0, 0, 0, 0, 1), 1e-12);
  }

  @Test
  void boxIsHitOnFacesEvenByRaysAlongItsAxes() {
    Geom box = geom(Shape.BOX, 1, 2, 3);
    assertEquals(4, Intersection.distance(box, 5, 0, 0, -1, 0, 0), 1e-12);
    assertEquals(Intersection.MISS, Intersection.distance(box, 5, 2.1, 0, -1, 0, 0));
    double diagonal = Math.sqrt(0.5);
    assertEquals(
        Math.sqrt(2) * 2, Intersection.distance(box, 3, 2, 0, -diagonal, -diagonal, 0), 1e-12);
    assertArrayEquals(new double[] {1, 0, 0}, normal(box, 1, 1.5, -2), 1e-12);
    assertArrayEquals(new double[] {0, 0, -1}, normal(box, 0.5, 1.5, -3), 1e-12);
    double[] turn = new double[9];
    Rotation.aboutZ(Math.PI / 4, turn);
    box.turned(turn);
    double front = Intersection.distance(geom(Shape.BOX, 1, 1, 1).turned(turn), 5, 0, 0, -1, 0, 0);
    assertEquals(5 - Math.sqrt(2), front, 1e-12);
  }

  @Test
  void planeIsSeenFromAboveAndWithinItsExtentOnly() {
    Geom plane = geom(Shape.PLANE, 4, 1, 0).at(0, 0, 0.5);
    assertEquals(1.5, Intersection.distance(plane, 3, 0, 2, 0, 0, -1), 1e-12);
    assertEquals(Intersection.MISS, Intersection.distance(plane, 3, 1.1, 2, 0, 0, -1));
    assertEquals(Intersection.MISS, Intersection.distance(plane, 3, 0, 0, 0, 0, 1));
    assertEquals(
        1.5, Intersection.distance(geom(Shape.PLANE, 0, 0, 0), 99, 99, 1.5, 0, 0, -1), 1e-12);
  }

  @Test
  void ellipsoidAndCylinderAreHitWhereTheirEquationsSay() {
    Geom ellipsoid = geom(Shape.ELLIPSOID, 1, 2, 3);
    assertEquals(4, Intersection.distance(ellipsoid, 5, 0, 0, -1, 0, 0), 1e-12);
    assertEquals(5 - Math.sqrt(0.75), Intersection.distance(ellipsoid, 5, 1, 0, -1, 0, 0), 1e-12);
    double length = Math.sqrt(0.75 + 1.0 / 16);
    assertArrayEquals(
        new double[] {Math.sqrt(0.75) / length, 0.25 / length, 0},
        normal(ellipsoid, Math.sqrt(0.75), 1, 0),
        1e-12);
    Geom cylinder = geom(Shape.CYLINDER, 0.5, 1, 0);
    assertEquals(2, Intersection.distance(cylinder, 0.4, 0, 3, 0, 0, -1), 1e-12);
    assertEquals(2.5, Intersection.distance(cylinder, 3, 0, 0.9, -1, 0, 0), 1e-12);
    assertEquals(Intersection.MISS, Intersection.distance(cylinder, 3, 0, 1.1, -1, 0, 0));
    assertArrayEquals(new double[] {0, 0, 1}, normal(cylinder, 0.4, 0, 1), 1e-12);
  }
}
