package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.dreamer4j.envs.mujoco.SuiteModels;
import org.junit.jupiter.api.Test;

/** Where episodes start, on real libmujoco: ranges, means and deviations of many resets. */
class SuiteStartsTest {
  private static final int RESETS = 800;

  private static final double TURN = 2 * Math.PI / Math.sqrt(12);

  /** Least, mean, deviation, greatest. */
  private record Moments(double least, double mean, double std, double greatest, int count) {
    static Moments of(double[] values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      double variance =
          Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      return new Moments(
          Arrays.stream(values).min().orElseThrow(),
          mean,
          Math.sqrt(variance),
          Arrays.stream(values).max().orElseThrow(),
          values.length);
    }

    void assertAlways(double value) {
      assertEquals(value, least, 1e-12);
      assertEquals(value, greatest, 1e-12);
    }

    /** Uniform over a range, to five standard errors. */
    void assertUniform(double low, double high) {
      double deviation = (high - low) / Math.sqrt(12);
      assertTrue(least >= low && greatest <= high, () -> this + " leaves " + low + ".." + high);
      assertTrue(greatest - least > 0.98 * (high - low), () -> this + " lacks the ends");
      assertMoments((low + high) / 2, deviation);
    }

    void assertMoments(double expectedMean, double expectedStd) {
      assertEquals(expectedMean, mean, 5 * expectedStd / Math.sqrt(count));
      assertEquals(expectedStd, std, 5 * expectedStd / Math.sqrt(2.0 * count));
    }
  }

  /** Figures of many initial states: a row of values for each figure. */
  @SafeVarargs
  private static Moments[] of(
      String name, int resets, ToDoubleFunction<ContactPhysics>... figures) {
    SuiteTask task = SuiteTasks.task(name);
    SplittableRandom random = new SplittableRandom(8);
    double[][] values = new double[figures.length][resets];
    try (ContactPhysics physics = SuiteModels.open(task)) {
      for (int i = 0; i < resets; i++) {
        physics.reset();
        task.initialize(physics, random);
        physics.forward();
        for (int f = 0; f < figures.length; f++) {
          values[f][i] = figures[f].applyAsDouble(physics);
        }
      }
    }
    return Arrays.stream(values).map(Moments::of).toArray(Moments[]::new);
  }

  private static double speed(ContactPhysics physics) {
    double sum = 0;
    for (double velocity : physics.velocities()) {
      sum += Math.abs(velocity);
    }
    return sum;
  }

  @Test
  void walkersStartInAnyConfigurationAtRest() {
    Moments[] moments =
        of(
            "walker_walk",
            RESETS,
            p -> p.position("rooty"),
            p -> p.position("left_knee"),
            p -> p.position("right_hip"),
            p -> p.position("rootz"),
            SuiteStartsTest::speed);
    moments[0].assertUniform(-Math.PI, Math.PI);
    moments[1].assertUniform(Math.toRadians(-150), 0);
    moments[2].assertUniform(Math.toRadians(-20), Math.toRadians(100));
    moments[3].assertAlways(0);
    moments[4].assertAlways(0);
  }

  @Test
  void hoppersStartInAnyConfigurationAtRest() {
    Moments[] moments =
        of(
            "hopper_hop",
            RESETS,
            p -> p.position("rooty"),
            p -> p.position("hip"),
            p -> p.position("knee"),
            SuiteStartsTest::speed);
    moments[0].assertUniform(-Math.PI, Math.PI);
    moments[1].assertUniform(Math.toRadians(-170), Math.toRadians(10));
    moments[2].assertUniform(Math.toRadians(5), Math.toRadians(150));
    moments[3].assertAlways(0);
  }

  @Test
  void ballsStartNearTheCupAndTouchNothing() {
    Moments[] moments =
        of(
            "cup_catch",
            RESETS,
            p -> p.position("ball_x"),
            p -> p.position("ball_z"),
            ContactPhysics::contacts,
            p -> speed(p) + Math.abs(p.position("cup_x")) + Math.abs(p.position("cup_z")));
    Moments x = moments[0];
    Moments z = moments[1];
    assertTrue(x.least() >= -0.2 && x.greatest() < 0.2, x::toString);
    assertTrue(z.least() >= 0.2 && z.greatest() < 0.5, z::toString);
    // Uniform but for the few places where the ball would touch the cup.
    assertEquals(0.4 / Math.sqrt(12), x.std(), 0.015);
    assertEquals(0.3 / Math.sqrt(12), z.std(), 0.015);
    moments[2].assertAlways(0);
    moments[3].assertAlways(0);
  }

  @Test
  void fingersStartFreeWithTheTargetAnywhereOnTheTipsCircle() {
    Moments[] moments =
        of(
            "finger_turn_hard",
            RESETS,
            p -> Math.atan2(toTarget(p)[0], toTarget(p)[1]),
            p -> Math.hypot(toTarget(p)[0], toTarget(p)[1]),
            p -> p.position("distal"),
            ContactPhysics::contacts,
            SuiteStartsTest::speed);
    moments[0].assertUniform(-Math.PI, Math.PI);
    moments[1].assertAlways(0.13);
    double range = Math.toRadians(110);
    Moments distal = moments[2];
    assertTrue(distal.least() >= -range && distal.greatest() < range, distal::toString);
    moments[3].assertAlways(0);
    moments[4].assertAlways(0);
    Moments hinge = of("finger_spin", RESETS, p -> p.position("hinge"))[0];
    assertEquals(0, hinge.mean(), 5 * TURN / Math.sqrt(RESETS));
    assertTrue(hinge.least() > -Math.PI && hinge.greatest() < Math.PI, hinge::toString);
  }

  private static double[] toTarget(ContactPhysics physics) {
    double[] from = physics.pose("spinner").position();
    double[] to = physics.site("target").position();
    return new double[] {to[0] - from[0], to[2] - from[2]};
  }

  @Test
  void cheetahsHaveSettledForTwoSecondsWhenTheClockStarts() {
    Moments[] moments =
        of(
            "cheetah_run",
            60,
            ContactPhysics::seconds,
            p -> p.position("rootz"),
            SuiteStartsTest::speed,
            p -> p.position("bthigh"));
    moments[0].assertAlways(0);
    assertTrue(moments[1].greatest() < 0, () -> "still in the air: " + moments[1]);
    assertTrue(moments[2].greatest() < 5, () -> "still moving: " + moments[2]);
    assertTrue(moments[3].std() > 1e-4, () -> "always the same: " + moments[3]);
  }

  @Test
  void quadrupedsStartAnyWayUpJustAboveTheFloor() {
    int resets = 300;
    Moments[] moments =
        of(
            "quadruped_run",
            resets,
            p -> p.pose("torso").zz(),
            ContactPhysics::contacts,
            p -> p.positions()[2],
            p -> Math.abs(p.positions()[2] * 100 - Math.rint(p.positions()[2] * 100)));
    // The upright part of a uniform rotation is uniform over [-1, 1].
    double error = 5 / Math.sqrt(3.0 * resets);
    assertEquals(0, moments[0].mean(), error);
    assertEquals(1 / Math.sqrt(3), moments[0].std(), error);
    moments[1].assertAlways(0);
    assertTrue(moments[2].least() > 0.1 && moments[2].greatest() < 1.5, moments[2]::toString);
    assertTrue(moments[3].greatest() < 1e-9, "heights are whole centimetres");
  }
}
