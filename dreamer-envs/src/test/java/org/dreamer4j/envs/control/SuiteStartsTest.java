package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.dreamer4j.envs.mujoco.SuiteModels;
import org.junit.jupiter.api.Test;

/** Where episodes start, on real libmujoco: ranges, means and deviations of many resets. */
class SuiteStartsTest {
  private static final int RESETS = 1500;

  private static final double TURN = 2 * Math.PI / Math.sqrt(12);

  /** Least, mean, deviation, greatest. */
  private record Moments(double least, double mean, double std, double greatest) {
    /** Uniform over a range, to five standard errors. */
    void assertUniform(double low, double high) {
      double deviation = (high - low) / Math.sqrt(12);
      assertTrue(least >= low && greatest <= high, () -> this + " leaves " + low + ".." + high);
      assertTrue(greatest - least > 0.98 * (high - low), () -> this + " lacks the ends");
      assertMoments((low + high) / 2, deviation);
    }

    void assertMoments(double expectedMean, double expectedStd) {
      assertEquals(expectedMean, mean, 5 * expectedStd / Math.sqrt(RESETS));
      assertEquals(expectedStd, std, 5 * expectedStd / Math.sqrt(2.0 * RESETS));
    }
  }

  private static Moments of(String name, ToDoubleFunction<ContactPhysics> figure) {
    return of(name, RESETS, figure);
  }

  private static Moments of(String name, int resets, ToDoubleFunction<ContactPhysics> figure) {
    SuiteTask task = SuiteTasks.task(name);
    SplittableRandom random = new SplittableRandom(8);
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    try (ContactPhysics physics = SuiteModels.open(task)) {
      for (int i = 0; i < resets; i++) {
        physics.reset();
        task.initialize(physics, random);
        physics.forward();
        double value = figure.applyAsDouble(physics);
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        sum += value;
        squares += value * value;
      }
    }
    double mean = sum / resets;
    return new Moments(least, mean, Math.sqrt(squares / resets - mean * mean), greatest);
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
    of("walker_walk", p -> p.position("rooty")).assertUniform(-Math.PI, Math.PI);
    of("walker_walk", p -> p.position("left_knee")).assertUniform(Math.toRadians(-150), 0);
    of("walker_stand", p -> p.position("right_hip"))
        .assertUniform(Math.toRadians(-20), Math.toRadians(100));
    assertEquals(0, of("walker_run", 50, p -> speed(p)).greatest());
    assertEquals(0, of("walker_run", 50, p -> Math.abs(p.position("rootz"))).greatest());
  }

  @Test
  void hoppersStartInAnyConfigurationAtRest() {
    of("hopper_hop", p -> p.position("rooty")).assertUniform(-Math.PI, Math.PI);
    of("hopper_stand", p -> p.position("hip"))
        .assertUniform(Math.toRadians(-170), Math.toRadians(10));
    of("hopper_hop", p -> p.position("knee"))
        .assertUniform(Math.toRadians(5), Math.toRadians(150));
    assertEquals(0, of("hopper_hop", 50, p -> speed(p)).greatest());
  }

  @Test
  void ballsStartAboveOrBesideTheCupAndTouchNothing() {
    Moments x = of("cup_catch", p -> p.position("ball_x"));
    Moments z = of("cup_catch", p -> p.position("ball_z"));
    assertTrue(x.least() >= -0.2 && x.greatest() < 0.2 && z.least() >= 0.2 && z.greatest() < 0.5);
    assertTrue(x.std() > 0.09 && z.std() > 0.07, x + " " + z);
    assertEquals(0, of("cup_catch", 300, p -> p.contacts()).greatest());
    assertEquals(0, of("cup_catch", 50, p -> speed(p) + Math.abs(p.position("cup_x"))).greatest());
  }

  @Test
  void fingersStartFreeWithTheTargetAnywhereOnTheTipsCircle() {
    of("finger_spin", p -> p.position("hinge")).assertMoments(0, TURN);
    double range = Math.toRadians(110);
    Moments distal = of("finger_turn_easy", p -> p.position("distal"));
    assertTrue(distal.least() >= -range && distal.greatest() < range, distal::toString);
    assertEquals(0, of("finger_turn_hard", 300, p -> p.contacts()).greatest());
    of("finger_turn_hard", p -> targetAngle(p)).assertUniform(-Math.PI, Math.PI);
    Moments radius = of("finger_turn_easy", 300, p -> targetRadius(p));
    assertEquals(0.13, radius.least(), 1e-12);
    assertEquals(0.13, radius.greatest(), 1e-12);
  }

  private static double[] toTarget(ContactPhysics physics) {
    double[] from = physics.pose("spinner").position();
    double[] to = physics.site("target").position();
    return new double[] {to[0] - from[0], to[2] - from[2]};
  }

  private static double targetAngle(ContactPhysics physics) {
    return Math.atan2(toTarget(physics)[0], toTarget(physics)[1]);
  }

  private static double targetRadius(ContactPhysics physics) {
    return Math.hypot(toTarget(physics)[0], toTarget(physics)[1]);
  }

  @Test
  void cheetahsHaveSettledForTwoSecondsWhenTheClockStarts() {
    int resets = 60;
    assertEquals(0, of("cheetah_run", resets, p -> p.seconds()).greatest());
    Moments height = of("cheetah_run", resets, p -> p.position("rootz"));
    assertTrue(height.greatest() < 0, "still above the ground: " + height);
    assertTrue(of("cheetah_run", resets, p -> speed(p)).greatest() < 5);
    assertTrue(of("cheetah_run", resets, p -> p.position("bthigh")).std() > 1e-4);
  }

  @Test
  void quadrupedsStartAnyWayUpJustAboveTheFloor() {
    int resets = 400;
    // The upright part of a uniform rotation is uniform over [-1, 1].
    Moments upright = of("quadruped_walk", resets, p -> p.pose("torso").zz());
    double error = 5 / Math.sqrt(3.0 * resets);
    assertEquals(0, upright.mean(), error);
    assertEquals(1 / Math.sqrt(3), upright.std(), error);
    assertEquals(0, of("quadruped_run", resets, p -> p.contacts()).greatest());
    Moments height = of("quadruped_run", resets, p -> p.pose("torso").position()[2]);
    assertTrue(height.least() > 0.1 && height.greatest() < 1.5, height::toString);
    assertEquals(
        0,
        of("quadruped_run", 50, p -> p.positions()[2] * 100 - Math.rint(p.positions()[2] * 100))
            .greatest(),
        1e-9);
  }
}
