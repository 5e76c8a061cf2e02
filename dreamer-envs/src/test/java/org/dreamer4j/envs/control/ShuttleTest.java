package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.dreamer4j.core.TimeStep;
import org.junit.jupiter.api.Test;

class ShuttleTest {
  private static double reward(double distance) {
    Shuttle task = new Shuttle();
    Physics physics = task.physics();
    physics.setState("slider", -0.9, 0);
    physics.place("target", -0.9 + distance, 0, 0);
    return task.reward(physics);
  }

  @Test
  void rewardIsOneAtTheMarkerAndFallsAllTheWay() {
    assertEquals(1, reward(0.04));
    assertEquals(0.85 * 0.1 + 0.15 * 0.9, reward(0.25), 1e-14);
    for (double distance = 0.06; distance < 1.8; distance += 0.05) {
      assertTrue(reward(distance) > reward(distance + 0.01), "slope at " + distance);
    }
  }

  @Test
  void startAndMarkerLieOnTheRailFarApart() {
    Shuttle task = new Shuttle();
    Physics physics = task.physics();
    SplittableRandom random = new SplittableRandom(1);
    int right = 0;
    for (int i = 0; i < 10_000; i++) {
      physics.reset();
      task.initialize(physics, random);
      physics.forward();
      double start = physics.position("slider");
      double target = physics.pose("target").position()[0];
      assertTrue(Math.abs(start) <= 0.9 && Math.abs(target) <= 0.9);
      assertTrue(Math.abs(start - target) >= 0.6);
      right += target > start ? 1 : 0;
    }
    // Both sides are equally likely: five standard deviations of 50.
    assertEquals(5000, right, 250);
  }

  @Test
  void fullForceCrossesTheRailWithinFifteenAgentStepsAndStopsAtItsEnd() {
    Physics physics = new Shuttle().physics();
    physics.setState("slider", -0.9, 0);
    physics.setControl(0, 1);
    for (int i = 0; i < 30; i++) {
      physics.step();
    }
    assertTrue(physics.position("slider") > 0.9);
    for (int i = 0; i < 200; i++) {
      physics.step();
      assertTrue(physics.position("slider") < 1.06, "position " + physics.position("slider"));
    }
  }

  @Test
  void noTrivialPolicyEarnsMoreThanAThirdOfTheOracle() {
    String task = ControlTasks.QUICKSTART;
    double oracle = Baselines.measure(task, TrivialPolicies.ORACLE, 200, 0).mean();
    assertTrue(oracle > 85 && oracle <= 100, "oracle " + oracle);
    for (String policy : TrivialPolicies.names(task)) {
      if (!policy.equals(TrivialPolicies.ORACLE)) {
        double mean = Baselines.measure(task, policy, 200, 0).mean();
        assertTrue(mean < oracle / 3, policy + " " + mean);
      }
    }
  }

  @Test
  void noPlaceOnTheRailEarnsMoreThanAThirdBlindly() {
    double oracle = Baselines.measure(ControlTasks.QUICKSTART, "oracle", 200, 0).mean();
    for (double place = -0.9; place <= 0.9; place += 0.3) {
      try (ControlEnvironment<Physics> environment =
          ControlTasks.make(ControlTasks.QUICKSTART, 2, 2, 0)) {
        double sum = 0;
        for (int episode = 0; episode < 200; episode++) {
          TimeStep step = environment.reset();
          while (!step.last()) {
            double gap = place - step.observation().get("position").get(0);
            float action = (float) Math.max(-1, Math.min(1, 6 * gap));
            step = environment.step(new float[] {action});
            sum += step.reward();
          }
        }
        assertTrue(sum / 200 < oracle / 3, "staying at " + place + " earns " + sum / 200);
      }
    }
  }
}
