package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dreamer4j.envs.render.RayCaster;
import org.junit.jupiter.api.Test;

/** The state must be readable from the pixels: where is what differs from a reference frame. */
class ControlSceneTest {
  private static final int SIZE = 64;

  private static byte[] draw(EmbeddedTask task, Physics physics) {
    byte[] pixels = new byte[SIZE * SIZE * 3];
    task.scene().render(physics, new RayCaster(SIZE, SIZE, 2), pixels);
    return pixels;
  }

  /** Mean column and row of pixels that are more orange than blue. */
  private static double[] orange(byte[] pixels) {
    double columns = 0;
    double rows = 0;
    double count = 0;
    for (int i = 0; i < SIZE * SIZE; i++) {
      int red = pixels[3 * i] & 0xff;
      int blue = pixels[3 * i + 2] & 0xff;
      if (red > blue + 20) {
        int row = i / SIZE;
        columns += i % SIZE;
        rows += row;
        count++;
      }
    }
    assertTrue(count >= 8, "only " + count + " orange pixels");
    return new double[] {columns / count, rows / count};
  }

  private static double[] pendulumAt(double angle) {
    Pendulum task = new Pendulum();
    Physics physics = task.physics();
    physics.setState("hinge", angle, 0);
    physics.forward();
    return orange(draw(task, physics));
  }

  @Test
  void pendulumLeansToTheSideOfItsAngle() {
    double[] upright = pendulumAt(0);
    double[] right = pendulumAt(Math.PI / 2);
    double[] left = pendulumAt(-Math.PI / 2);
    double[] hanging = pendulumAt(Math.PI);
    assertEquals(31.5, upright[0], 0.5);
    assertEquals(31.5, hanging[0], 0.5);
    assertTrue(right[0] > 39 && left[0] < 24, right[0] + " and " + left[0]);
    assertEquals(63, right[0] + left[0], 0.5);
    assertTrue(hanging[1] > upright[1] + 10, "rows " + hanging[1] + " and " + upright[1]);
  }

  @Test
  void cartMovesWithTheSliderAndThePoleWithTheHinge() {
    Cartpole task = new Cartpole(true, false);
    Physics physics = task.physics();
    double[] centre = orange(draw(task, physics));
    physics.setState("slider", 0.8, 0);
    physics.forward();
    double[] moved = orange(draw(task, physics));
    // 77.25 pixels of focal length at a distance of 4 m.
    assertEquals(0.8 * 77.25 / 4, moved[0] - centre[0], 0.7);
    physics.setState("hinge", 0.8, 0);
    physics.forward();
    assertTrue(orange(draw(task, physics))[0] > moved[0] + 2);
    physics.setState("hinge", Math.PI, 0);
    physics.forward();
    assertTrue(orange(draw(task, physics))[1] > centre[1] + 8);
  }

  @Test
  void acrobotsArmsAreWhereItsJointsSay() {
    Acrobot task = new Acrobot();
    Physics physics = task.physics();
    physics.setState("shoulder", Math.PI / 2, 0);
    physics.forward();
    double right = orange(draw(task, physics))[0];
    physics.setState("shoulder", -Math.PI / 2, 0);
    physics.forward();
    double left = orange(draw(task, physics))[0];
    assertTrue(right > 38 && left < 26, right + " and " + left);
  }

  @Test
  void reacherIsSeenFromAboveWithYUpwards() {
    Reacher task = new Reacher(0.015);
    Physics physics = task.physics();
    physics.place("target", -0.25, -0.25, 0);
    physics.setState("shoulder", Math.PI / 2, 0);
    physics.forward();
    assertEquals(0.24, physics.pose("finger").position()[1], 1e-12);
    double[] up = orange(draw(task, physics));
    assertTrue(up[1] < 28, "row " + up[1]);
    physics.setState("shoulder", 0, 0);
    physics.forward();
    double[] right = orange(draw(task, physics));
    assertTrue(right[0] > 35, "column " + right[0]);
  }

  @Test
  void shuttleAndMarkerStandWhereTheStateSays() {
    Shuttle task = new Shuttle();
    Physics physics = task.physics();
    physics.place("target", -0.6, 0, 0);
    physics.setState("slider", 0.5, 0);
    physics.forward();
    byte[] pixels = draw(task, physics);
    // The top face is .12 above the plane of the rail, 2.88 m below the camera.
    assertEquals(31.5 + 0.5 * 77.25 / 2.88, orange(pixels)[0], 0.5);
    double columns = 0;
    int green = 0;
    for (int i = 0; i < SIZE * SIZE; i++) {
      if ((pixels[3 * i + 1] & 0xff) > (pixels[3 * i] & 0xff) + 60) {
        columns += i % SIZE;
        green++;
      }
    }
    assertTrue(green > 100, green + " green pixels");
    assertEquals(31.5 - 0.6 * 77.25 / 2.97, columns / green, 0.5);
  }
}
