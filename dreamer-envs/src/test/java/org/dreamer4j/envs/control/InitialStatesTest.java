package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.SplittableRandom;
import org.dreamer4j.envs.control.ContactPhysics.JointInfo;
import org.dreamer4j.envs.control.ContactPhysics.JointKind;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class InitialStatesTest {
  private final ContactPhysics physics = mock(ContactPhysics.class);
  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void limitedJointsAndHingesAreDrawnAndTheRestStays() {
    when(physics.joints())
        .thenReturn(
            List.of(
                new JointInfo("root", JointKind.FREE, 0, 0, false, 0, 0),
                new JointInfo("rail", JointKind.SLIDE, 7, 6, false, 0, 0),
                new JointInfo("lift", JointKind.SLIDE, 8, 7, true, 2, 3),
                new JointInfo("turn", JointKind.HINGE, 9, 8, false, 0, 0),
                new JointInfo("bend", JointKind.HINGE, 10, 9, true, -0.1, 0.3)));
    when(physics.positions()).thenAnswer(call -> new double[] {1, 2, 3, 9, 9, 9, 9, 5, 9, 9, 9});
    when(physics.velocities()).thenReturn(new double[10]);
    int draws = 2000;
    for (int i = 0; i < draws; i++) {
      InitialStates.drawJoints(physics, random);
    }
    ArgumentCaptor<double[]> drawn = ArgumentCaptor.forClass(double[].class);
    verify(physics, org.mockito.Mockito.times(draws)).setState(drawn.capture(), any());
    double[] sums = new double[11];
    for (double[] q : drawn.getAllValues()) {
      assertEquals(List.of(1.0, 2.0, 3.0, 5.0), List.of(q[0], q[1], q[2], q[7]));
      double norm = 0;
      for (int i = 3; i < 7; i++) {
        assertTrue(q[i] >= 0, "the suite draws quaternions from the positive corner");
        norm += q[i] * q[i];
      }
      assertEquals(1, norm, 1e-12);
      assertTrue(q[8] >= 2 && q[8] < 3 && Math.abs(q[9]) <= Math.PI, "joints in their ranges");
      assertTrue(q[10] >= -0.1 && q[10] < 0.3, "bend " + q[10]);
      for (int i = 8; i < 11; i++) {
        sums[i] += q[i] / draws;
      }
    }
    assertEquals(2.5, sums[8], 5 / Math.sqrt(12 * draws));
    assertEquals(0, sums[9], 5 * 2 * Math.PI / Math.sqrt(12 * draws));
    assertEquals(0.1, sums[10], 5 * 0.4 / Math.sqrt(12 * draws));
  }

  @Test
  void ballJointsAreRefusedByName() {
    when(physics.joints())
        .thenReturn(List.of(new JointInfo("neck", JointKind.BALL, 0, 0, false, 0, 0)));
    when(physics.positions()).thenReturn(new double[4]);
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> InitialStates.drawJoints(physics, random));
    assertTrue(error.getMessage().contains("'neck'"), error.getMessage());
  }

  @Test
  void rotationsAreUniform() {
    double first = 0;
    double[] q = new double[5];
    for (int i = 0; i < 4000; i++) {
      InitialStates.drawRotation(q, 1, random);
      assertEquals(1, q[1] * q[1] + q[2] * q[2] + q[3] * q[3] + q[4] * q[4], 1e-12);
      first += q[1] / 4000;
    }
    assertEquals(0, first, 5 * 0.5 / Math.sqrt(4000));
    assertEquals(0, q[0]);
  }

  @Test
  void drawsAreRepeatedUntilNothingTouches() {
    when(physics.contacts()).thenReturn(2, 1, 0);
    Runnable draw = mock(Runnable.class);
    InitialStates.drawUntilFree(physics, draw);
    verify(draw, org.mockito.Mockito.times(3)).run();
    var order = inOrder(draw, physics);
    order.verify(draw).run();
    order.verify(physics).forward();
    order.verify(physics).contacts();
  }

  @Test
  void aModelThatAlwaysTouchesIsReported() {
    when(physics.contacts()).thenReturn(1);
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class, () -> InitialStates.drawUntilFree(physics, () -> {}));
    assertTrue(error.getMessage().contains("1000 draws"), error.getMessage());
  }

  @Test
  void aMissingJointIsNamed() {
    when(physics.joints()).thenReturn(List.of());
    assertThrows(IllegalArgumentException.class, () -> InitialStates.joint(physics, "root"));
  }
}
