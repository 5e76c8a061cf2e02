package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanarPhysicsTest {
  @Test
  void posesFollowTheJointsInTheUprightPlane() {
    Physics physics = new Acrobot().physics();
    physics.setState("shoulder", Math.PI / 2, 0);
    physics.setState("elbow", -Math.PI / 2, 0);
    physics.forward();
    assertArrayEquals(new double[] {0, 0, 2}, physics.pose("upper_arm").position(), 1e-15);
    assertArrayEquals(new double[] {1, 0, 2}, physics.pose("lower_arm").position(), 1e-15);
    assertArrayEquals(new double[] {1, 0, 3}, physics.pose("tip").position(), 1e-15);
    assertEquals(1, physics.pose("upper_arm").xz(), 1e-15);
    assertEquals(1, physics.pose("lower_arm").zz(), 1e-15);
  }

  @Test
  void posesFollowTheJointsInTheLyingPlane() {
    Physics physics = new Reacher(0.05).physics();
    physics.setState("shoulder", Math.PI / 2, 0);
    physics.setState("wrist", Math.PI / 2, 0);
    physics.forward();
    assertArrayEquals(new double[] {0, 0.12, 0}, physics.pose("hand").position(), 1e-15);
    assertArrayEquals(new double[] {-0.12, 0.12, 0}, physics.pose("finger").position(), 1e-15);
    assertArrayEquals(
        new double[] {-1, 0, 0, 0, -1, 0, 0, 0, 1}, physics.pose("hand").rotation(), 1e-15);
  }

  @Test
  void resetZeroesStateAndControls() {
    Physics physics = new Pendulum().physics();
    physics.setControl(0, 1);
    physics.step();
    physics.reset();
    assertEquals(0, physics.position("hinge"));
    assertEquals(0, physics.velocity("hinge"));
    assertEquals(0, physics.control(0));
    assertEquals(1, physics.pose("pole").zz());
  }

  @Test
  void unknownNamesAreRejected() {
    Physics physics = new Pendulum().physics();
    assertThrows(IllegalArgumentException.class, () -> physics.position("knee"));
    assertThrows(IllegalArgumentException.class, () -> physics.pose("leg"));
    assertThrows(IllegalArgumentException.class, () -> physics.place("pole", 0, 0, 0));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new PlanarPhysics(
                Pendulum.model(),
                PlanarPhysics.Plane.XZ,
                List.of("a", "b"),
                List.of("hinge"),
                List.of()));
  }
}
