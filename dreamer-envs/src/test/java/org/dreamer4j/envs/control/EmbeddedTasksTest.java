package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Rewards, observations and initial states of the embedded tasks at states chosen by hand. */
class EmbeddedTasksTest {
  private static final int RESETS = 20_000;

  /** Mean and standard deviation of a figure over many initial states. */
  private static double[] moments(EmbeddedTask task, ToDoubleFunction<Physics> figure) {
    Physics physics = task.physics();
    SplittableRandom random = new SplittableRandom(8);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < RESETS; i++) {
      physics.reset();
      task.initialize(physics, random);
      physics.forward();
      double value = figure.applyAsDouble(physics);
      sum += value;
      squares += value * value;
    }
    double mean = sum / RESETS;
    return new double[] {mean, Math.sqrt(squares / RESETS - mean * mean)};
  }

  /** Checks mean and deviation to five standard errors; kurtosis at most 3 bounds the latter. */
  private static void expect(double mean, double std, double[] moments) {
    assertEquals(mean, moments[0], 5 * std / Math.sqrt(RESETS));
    assertEquals(std, moments[1], 5 * std / Math.sqrt(2.0 * RESETS));
  }

  @Test
  void pendulumIsRewardedWithinEightDegreesOfUpright() {
    Pendulum task = new Pendulum();
    Physics physics = task.physics();
    for (double degrees : new double[] {7.99, -7.99, 367.99}) {
      physics.setState("hinge", Math.toRadians(degrees), 3);
      physics.forward();
      assertEquals(1, task.reward(physics), degrees + " degrees");
    }
    for (double degrees : new double[] {8.01, -8.01, 180}) {
      physics.setState("hinge", Math.toRadians(degrees), 3);
      physics.forward();
      assertEquals(0, task.reward(physics), degrees + " degrees");
    }
    physics.setState("hinge", Math.PI / 6, -2);
    physics.forward();
    assertArrayEquals(
        new float[] {(float) Math.sqrt(0.75), 0.5f},
        task.observe(physics).get("orientation"),
        1e-7f);
    assertArrayEquals(new float[] {-2}, task.observe(physics).get("velocity"));
  }

  @Test
  void pendulumStartsAnywhereAtRest() {
    double uniform = 2 * Math.PI / Math.sqrt(12);
    expect(0, uniform, moments(new Pendulum(), p -> p.position("hinge")));
    expect(0, Math.sqrt(0.5), moments(new Pendulum(), p -> p.pose("pole").zz()));
    assertEquals(0, moments(new Pendulum(), p -> p.velocity("hinge"))[1]);
  }

  @Test
  void cartpoleRewardIsTheProductOfFourTolerances() {
    Cartpole task = new Cartpole(false, false);
    Physics physics = task.physics();
    assertEquals(1, task.reward(physics));
    physics.setState("slider", 1, 0.7);
    physics.setState("hinge", Math.PI / 3, 2.5);
    physics.setControl(0, 0.5);
    physics.forward();
    double quarter = Math.pow(0.1, 0.25);
    double expected = 0.75 * (4.75 / 5) * ((1 + quarter) / 2) * ((1 + quarter) / 2);
    assertEquals(expected, task.reward(physics), 1e-14);
    assertArrayEquals(
        new float[] {1, 0.5f, (float) Math.sqrt(0.75)},
        task.observe(physics).get("position"),
        1e-7f);
    assertArrayEquals(new float[] {0.7f, 2.5f}, task.observe(physics).get("velocity"));
    physics.setState("hinge", Math.PI, 0);
    physics.forward();
    assertEquals(0, task.reward(physics), 1e-15);
  }

  @Test
  void sparseCartpoleIsRewardedNearTheCentreAndUprightOnly() {
    Cartpole task = new Cartpole(true, true);
    Physics physics = task.physics();
    double edge = Math.acos(0.995);
    double[][] cases = {
      {0.249, 0.999 * edge, 1}, {-0.249, -0.999 * edge, 1}, {0.251, 0, 0}, {0, 1.001 * edge, 0}
    };
    for (double[] one : cases) {
      physics.setState("slider", one[0], 0);
      physics.setState("hinge", one[1], 9);
      physics.forward();
      assertEquals(one[2], task.reward(physics));
    }
  }

  @Test
  void cartpoleStartsNearUprightOrHanging() {
    for (boolean sparse : new boolean[] {false, true}) {
      Cartpole balance = new Cartpole(false, sparse);
      expect(0, 0.2 / Math.sqrt(12), moments(balance, p -> p.position("slider")));
      expect(0, 0.068 / Math.sqrt(12), moments(balance, p -> p.position("hinge")));
      expect(0, 0.01, moments(balance, p -> p.velocity("slider")));
      expect(0, 0.01, moments(balance, p -> p.velocity("hinge")));
      Cartpole swingUp = new Cartpole(true, sparse);
      expect(0, 0.01, moments(swingUp, p -> p.position("slider")));
      expect(0, 0.01, moments(swingUp, p -> p.position("hinge") - Math.PI));
      expect(0, 0.01, moments(swingUp, p -> p.velocity("slider")));
      expect(0, 0.01, moments(swingUp, p -> p.velocity("hinge")));
    }
  }

  @Test
  void acrobotRewardFallsWithTheDistanceOfItsTip() {
    Acrobot task = new Acrobot();
    Physics physics = task.physics();
    assertEquals(1, task.reward(physics));
    // Folded: the tip is back at the pivot, 2 m below the target.
    physics.setState("elbow", Math.PI, 0);
    physics.forward();
    assertEquals(Math.pow(0.1, 1.8 * 1.8), task.reward(physics), 1e-15);
    physics.setState("shoulder", Math.PI / 2, 1);
    physics.setState("elbow", -Math.PI / 3, 2);
    physics.forward();
    float root = (float) Math.sqrt(0.75);
    assertArrayEquals(
        new float[] {1, 0.5f, 0, root}, task.observe(physics).get("orientations"), 1e-6f);
    assertArrayEquals(new float[] {1, 2}, task.observe(physics).get("velocity"));
    // Tip at (1 + .5, 2 + root), target at (0, 4).
    double distance = Math.hypot(1.5, 2 - Math.sqrt(0.75)) - 0.2;
    assertEquals(Math.pow(0.1, distance * distance), task.reward(physics), 1e-14);
  }

  @Test
  void acrobotStartsInAnyConfiguration() {
    double uniform = 2 * Math.PI / Math.sqrt(12);
    for (String joint : List.of("shoulder", "elbow")) {
      expect(0, uniform, moments(new Acrobot(), p -> p.position(joint)));
      assertEquals(0, moments(new Acrobot(), p -> p.velocity(joint))[1]);
    }
  }

  @Test
  void reacherIsRewardedWhenFingerAndTargetTouch() {
    for (double radius : new double[] {0.05, 0.015}) {
      Reacher task = new Reacher(radius);
      Physics physics = task.physics();
      physics.setState("shoulder", Math.PI / 2, 0.1);
      physics.setState("wrist", -Math.PI / 2, 0.2);
      physics.forward();
      // Upper link along +y, hand along +x: the finger is at (.12, .12).
      physics.place("target", 0.12, 0.12 + radius + 0.00999, 0);
      assertEquals(1, task.reward(physics));
      physics.place("target", 0.12, 0.12 + radius + 0.01001, 0);
      assertEquals(0, task.reward(physics));
      assertArrayEquals(
          new float[] {0, (float) (radius + 0.01001)},
          task.observe(physics).get("to_target"),
          1e-7f);
      assertArrayEquals(
          new float[] {(float) (Math.PI / 2), (float) (-Math.PI / 2)},
          task.observe(physics).get("position"));
      assertArrayEquals(new float[] {0.1f, 0.2f}, task.observe(physics).get("velocity"));
    }
  }

  @Test
  void reacherStartsAnywhereWithTheTargetOnARing() {
    Reacher task = new Reacher(0.05);
    expect(0, 2 * Math.PI / Math.sqrt(12), moments(task, p -> p.position("shoulder")));
    expect(0, Math.toRadians(320) / Math.sqrt(12), moments(task, p -> p.position("wrist")));
    expect(0.125, 0.15 / Math.sqrt(12), moments(task, p -> Math.hypot(target(p)[0], target(p)[1])));
    expect(0, Math.sqrt(0.5), moments(task, p -> Math.cos(Math.atan2(target(p)[0], target(p)[1]))));
  }

  private static double[] target(Physics physics) {
    return physics.pose("target").position();
  }

  @Test
  void timeStepsAndMotorsAreTheSuites() {
    assertEquals(0.02, new Pendulum().physics().timeStepSeconds());
    assertEquals(0.01, new Cartpole(true, false).physics().timeStepSeconds());
    assertEquals(0.01, new Acrobot().physics().timeStepSeconds());
    assertEquals(0.02, new Reacher(0.05).physics().timeStepSeconds());
    assertEquals(2, new Reacher(0.05).physics().motors());
    assertTrue(
        List.of(new Pendulum(), new Acrobot()).stream().allMatch(t -> t.physics().motors() == 1));
  }
}
