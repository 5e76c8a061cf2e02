package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import org.dreamer4j.envs.control.ContactPhysics.JointInfo;
import org.dreamer4j.envs.control.ContactPhysics.JointKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rewards and observations at states chosen by hand, computed by hand; no simulator. */
class SuiteRewardsTest {
  private static final double[] UPRIGHT = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  /** Turned a quarter about the vertical: x of the body points along y of the world. */
  private static final double[] QUARTER = {0, -1, 0, 1, 0, 0, 0, 0, 1};

  private final ContactPhysics physics = mock(ContactPhysics.class);

  @BeforeEach
  void noTouch() {
    when(physics.sensor(anyString())).thenReturn(new double[3]);
  }

  private void body(String name, double[] rotation, double... place) {
    when(physics.pose(name)).thenReturn(new Pose(place, rotation));
  }

  private void site(String name, double... place) {
    when(physics.site(name)).thenReturn(new Pose(place, UPRIGHT));
  }

  private void speed(double x, double y) {
    when(physics.sensor("torso_subtreelinvel")).thenReturn(new double[] {x, y, 0});
  }

  private void controls(double... values) {
    when(physics.motors()).thenReturn(values.length);
    for (int m = 0; m < values.length; m++) {
      when(physics.control(m)).thenReturn(values[m]);
    }
  }

  private static double[] leaning(double cosine) {
    double[] rotation = UPRIGHT.clone();
    rotation[8] = cosine;
    return rotation;
  }

  @Test
  void cheetahIsRewardedInProportionToItsSpeedUpToTen() {
    for (double[] one : new double[][] {{-1, 0}, {0, 0}, {2.5, 0.25}, {10, 1}, {30, 1}}) {
      speed(one[0], 0);
      assertEquals(one[1], new Cheetah().reward(physics), 1e-15);
    }
  }

  @Test
  void ballCountsAsCaughtWhenAllOfItIsInTheCup() {
    when(physics.siteSize("target")).thenReturn(new double[] {0.05, 0.006, 0.05});
    when(physics.geomSize("ball")).thenReturn(new double[] {0.025, 0, 0});
    site("target", 0.1, 0, 0.5);
    double[][] cases = {
      {0.1, 0.5, 1}, {0.1249, 0.4751, 1}, {0.1251, 0.5, 0}, {0.1, 0.5251, 0}, {0.0749, 0.5, 0}
    };
    for (double[] one : cases) {
      body("ball", UPRIGHT, one[0], 0, one[1]);
      assertEquals(one[2], new BallInCup().reward(physics));
    }
  }

  @Test
  void spinnersAreRewardedFromFifteenRadiansASecondBackwards() {
    for (double[] one : new double[][] {{-14.99, 0}, {-15, 1}, {-20, 1}, {20, 0}}) {
      when(physics.velocity("hinge")).thenReturn(one[0]);
      assertEquals(one[1], Finger.spin().reward(physics));
    }
  }

  @Test
  void turningIsRewardedWhenTheTipIsWithinTheTarget() {
    body("spinner", UPRIGHT, 0.2, 0, 0.4);
    site("tip", 0.2, 0.5, 0.53);
    for (double radius : new double[] {Finger.EASY, Finger.HARD}) {
      Finger task = new Finger(radius);
      site("target", 0.2 + radius * 0.999, 0, 0.53);
      assertEquals(1, task.reward(physics));
      site("target", 0.2 + radius * 1.001, 0, 0.53);
      assertEquals(0, task.reward(physics));
      assertArrayEquals(
          new float[] {(float) (radius * 1.001), 0.13f},
          task.observe(physics).get("target_position"),
          1e-7f);
      assertArrayEquals(
          new float[] {(float) (radius * 0.001)},
          task.observe(physics).get("dist_to_target"),
          1e-7f);
    }
  }

  @Test
  void fingerObservesLogarithmsOfWhatItFeels() {
    body("spinner", UPRIGHT, 0.2, 0, 0.4);
    site("tip", 0.3, 0, 0.45);
    when(physics.position("proximal")).thenReturn(1.0);
    when(physics.position("distal")).thenReturn(-0.5);
    when(physics.sensor("touchtop")).thenReturn(new double[] {Math.E - 1});
    when(physics.sensor("touchbottom")).thenReturn(new double[] {0});
    var vectors = Finger.spin().observe(physics);
    assertArrayEquals(new float[] {1, -0.5f, 0.1f, 0.05f}, vectors.get("position"), 1e-7f);
    assertArrayEquals(new float[] {1, 0}, vectors.get("touch"), 1e-7f);
  }

  @Test
  void hopperIsRewardedForStandingHighWithLittleForceOrForSpeed() {
    when(physics.sensor("torso_mass_centre")).thenReturn(new double[] {0, 0, 1});
    when(physics.sensor("foot_mass_centre")).thenReturn(new double[] {0, 0, 0.3});
    controls(0, 1, -0.5, 2);
    assertEquals((4 + (1 + 0 + 0.75 + 0) / 4) / 5, new Hopper(false).reward(physics), 1e-15);
    for (double[] one : new double[][] {{2, 1}, {1, 0.5}, {0.5, 0.25}, {0, 0}, {5, 1}}) {
      speed(one[0], 0);
      assertEquals(one[1], new Hopper(true).reward(physics), 1e-15);
    }
    when(physics.sensor("foot_mass_centre")).thenReturn(new double[] {0, 0, 0.41});
    assertEquals(0, new Hopper(false).reward(physics));
    assertEquals(0, new Hopper(true).reward(physics));
  }

  @Test
  void walkerIsRewardedForHeightPostureAndSpeed() {
    body("torso", leaning(0.5), 0, 0, 0.6);
    double stand = (3 * 0.1 + 0.75) / 4;
    assertEquals(stand, new Walker(0).reward(physics), 1e-15);
    speed(0.5, 0);
    assertEquals(stand * (5 * 0.5 + 1) / 6, new Walker(1).reward(physics), 1e-15);
    speed(0, 0);
    assertEquals(stand / 6, new Walker(1).reward(physics), 1e-15);
    body("torso", UPRIGHT, 0, 0, 1.3);
    speed(6, 0);
    assertEquals((5 * 0.75 + 1) / 6, new Walker(8).reward(physics), 1e-15);
  }

  @Test
  void quadrupedIsRewardedForPostureTimesSpeed() {
    body("torso", leaning(0.5), 0, 0, 1);
    when(physics.sensor("velocimeter")).thenReturn(new double[] {0.25, 9, 9});
    assertEquals(0.75 * 0.75, new Quadruped(0.5).reward(physics), 1e-15);
    assertEquals(0.75 * (0.5 + 0.025), new Quadruped(5).reward(physics), 1e-15);
    body("torso", leaning(-1), 0, 0, 1);
    assertEquals(0, new Quadruped(0.5).reward(physics), 1e-15);
  }

  @Test
  void inverseSinhKeepsSmallAndLargeFigures() {
    for (double x : new double[] {0, 1e-12, -1e-3, 0.7, -3, 250, -1e5}) {
      double back = QuadrupedRobot.inverseSinh(Math.sinh(QuadrupedRobot.inverseSinh(x)));
      assertEquals(x, Math.sinh(QuadrupedRobot.inverseSinh(x)), 1e-12 * Math.abs(x));
      assertEquals(QuadrupedRobot.inverseSinh(x), back, 1e-12 * Math.abs(back));
    }
    assertEquals(Math.log(1 + Math.sqrt(2)), QuadrupedRobot.inverseSinh(1), 1e-15);
  }

  @Test
  void fetchingIsRewardedForReachingTheBallAndThenForBringingIt() {
    when(physics.geomSize("floor")).thenReturn(new double[] {15, 15, 0.5});
    when(physics.geomSize("ball")).thenReturn(new double[] {0.15, 0, 0});
    when(physics.siteSize("workspace")).thenReturn(new double[] {0.3, 0.3, 0.3});
    when(physics.siteSize("target")).thenReturn(new double[] {0.4, 0.06, 0});
    body("torso", UPRIGHT, 0, 0, 0.5);
    body("ball", UPRIGHT, 3, 4, 0.15);
    site("workspace", 3.3, 4.1, 9);
    site("target", 0, 0, 0.05);
    double margin = 15 * Math.sqrt(2);
    double brought = 1 - (5 - 0.4) / margin;
    assertEquals(0.5 + 0.5 * brought, new QuadrupedFetch().reward(physics), 1e-14);
    site("workspace", 3, 4 + 0.45 + margin / 2, 0);
    assertEquals(0.5 * (0.5 + 0.5 * brought), new QuadrupedFetch().reward(physics), 1e-14);
  }

  @Test
  void theBallIsSeenFromTheRobot() {
    when(physics.joints())
        .thenReturn(
            List.of(
                new JointInfo("root", JointKind.FREE, 0, 0, false, 0, 0),
                new JointInfo("ball_root", JointKind.FREE, 7, 6, false, 0, 0)));
    when(physics.positions()).thenReturn(new double[14]);
    when(physics.velocities()).thenReturn(new double[] {1, 0, 0, 9, 9, 9, 1, 2, 3, 4, 5, 6});
    when(physics.activations()).thenReturn(new double[0]);
    body("torso", QUARTER, 1, 1, 1);
    body("ball", UPRIGHT, 2, 1, 0);
    site("target", 1, 3, 1);
    var vectors = new QuadrupedFetch().observe(physics);
    assertArrayEquals(new float[] {0, -1, -1, 2, 0, 3, 5, -4, 6}, vectors.get("ball_state"), 1e-7f);
    assertArrayEquals(new float[] {2, 0, 0}, vectors.get("target_position"), 1e-7f);
  }

  @Test
  void escapingIsRewardedForTheWayFromTheMiddle() {
    body("torso", leaning(0.95), 0, 0, 1);
    site("workspace", 12, 0, 9);
    assertEquals(0.5, new QuadrupedEscape().reward(physics), 1e-15);
    site("workspace", 30, 1, 0);
    assertEquals(1, new QuadrupedEscape().reward(physics), 1e-15);
    double cosine = Math.cos(Math.toRadians(20));
    body("torso", leaning(0), 0, 0, 1);
    assertEquals(1 - cosine / (1 + cosine), new QuadrupedEscape().reward(physics), 1e-15);
  }

  @Test
  void raysThatMeetNothingReadOne() {
    when(physics.joints()).thenReturn(List.of());
    when(physics.positions()).thenReturn(new double[0]);
    when(physics.velocities()).thenReturn(new double[0]);
    when(physics.activations()).thenReturn(new double[0]);
    body("torso", QUARTER, 1, 2, 3);
    for (int i = 0; i < 20; i++) {
      when(physics.sensor("rf_" + i / 5 + i % 5)).thenReturn(new double[] {i == 7 ? 0.5 : -1});
    }
    var vectors = new QuadrupedEscape().observe(physics);
    assertEquals((float) Math.tanh(0.5), vectors.get("rangefinder")[7]);
    assertEquals(1, vectors.get("rangefinder")[8]);
    assertArrayEquals(new float[] {-2, 1, -3}, vectors.get("origin"), 1e-7f);
  }

  @Test
  void humanoidIsRewardedForHeightPostureLittleForceAndSpeed() {
    body("torso", leaning(0.9 - 0.95), 0, 0, 1);
    body("head", UPRIGHT, 0, 0, 1.05);
    controls(0.5, 0.5);
    speed(0.3, -0.4);
    double expected = 0.1 * 0.5 * (4 + 0.75) / 5 * (5 * 0.5 + 1) / 6;
    assertEquals(expected, new Humanoid().reward(physics), 1e-15);
  }

  @Test
  void humanoidsHandsAndFeetAreSeenFromItsTorso() {
    when(physics.positions()).thenReturn(new double[28]);
    when(physics.velocities()).thenReturn(new double[27]);
    body("torso", QUARTER, 1, 1, 1);
    body("head", UPRIGHT, 0, 0, 1.6);
    body("left_hand", UPRIGHT, 1, 2, 1);
    body("left_foot", UPRIGHT, 0, 1, 0);
    body("right_hand", UPRIGHT, 1, 1, 2);
    body("right_foot", UPRIGHT, 1, 1, 1);
    var vectors = new Humanoid().observe(physics);
    assertArrayEquals(
        new float[] {1, 0, 0, 0, 1, -1, 0, 0, 1, 0, 0, 0}, vectors.get("extremities"), 1e-7f);
    assertArrayEquals(new float[] {0, 0, 1}, vectors.get("torso_vertical"));
    assertArrayEquals(new float[] {1.6f}, vectors.get("head_height"));
  }

  @Test
  void fishIsRewardedForBeingUpright() {
    for (double[] one : new double[][] {{1, 1}, {0, 0.1}, {-1, 1e-4}}) {
      body("torso", leaning(one[0]), 0, 0, 0);
      assertEquals(one[1], new Fish().reward(physics), 1e-15);
    }
  }

  @Test
  void pointMassIsRewardedForNearnessWithLittleForce() {
    when(physics.geomSize("target")).thenReturn(new double[] {0.015, 0, 0});
    when(physics.geom("target")).thenReturn(new Pose(new double[] {0, 0, 0.01}, UPRIGHT));
    when(physics.geom("pointmass")).thenReturn(new Pose(new double[] {0.03, 0, 0.01}, UPRIGHT));
    controls(0, 1);
    assertEquals(0.1 * 4.5 / 5, new PointMass().reward(physics), 1e-15);
  }

  @Test
  void manipulatorIsRewardedWhenTheBallIsWithinAFewCentimetres() {
    site("target_ball", 0.2, 0.001, 0.3);
    site("ball", 0.2, 0.001, 0.309);
    assertEquals(1, new Manipulator().reward(physics));
    site("ball", 0.2, 0.001, 0.33);
    assertEquals(0.1, new Manipulator().reward(physics), 1e-12);
  }
}
