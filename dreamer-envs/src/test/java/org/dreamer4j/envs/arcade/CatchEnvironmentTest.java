package org.dreamer4j.envs.arcade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.envs.EnvironmentContract;
import org.junit.jupiter.api.Test;

class CatchEnvironmentTest implements EnvironmentContract {
  @Override
  public Environment make(long seed) {
    return new CatchEnvironment(seed);
  }

  private static Episode episode(String policy, long seed) {
    return new Driver(new CatchEnvironment(seed)).runEpisode(CatchPolicies.of(policy, seed));
  }

  private static double pcontOfLastRow(Episode episode) {
    return episode.get(Episode.PCONT).get(episode.agentSteps());
  }

  @Test
  void aWholeGameEarnsOneForEachBallAndTerminates() {
    Episode episode = episode(CatchPolicies.ORACLE, 3);

    assertEquals(89, episode.agentSteps());
    assertEquals(CatchEnvironment.BALLS, episode.episodeReturn());
    assertEquals(0, pcontOfLastRow(episode));
    Array reward = episode.get(Episode.REWARD);
    for (int t = 0; t < episode.length(); t++) {
      assertEquals(t % 9 == 8 ? 1 : 0, reward.get(t), "reward at row " + t);
    }
  }

  @Test
  void aLostGameTerminatesAndIsLongEnoughForASequence() {
    int shortest = Integer.MAX_VALUE;
    for (int seed = 0; seed < 50; seed++) {
      Episode episode = episode(CatchPolicies.STAY, seed);
      assertEquals(0, pcontOfLastRow(episode));
      int landed = (episode.agentSteps() + 1) / 9;
      assertTrue(landed == 10 || episode.episodeReturn() == landed - 3, "seed " + seed);
      shortest = Math.min(shortest, episode.length());
    }
    assertEquals(27, shortest);
  }

  @Test
  void everyRowButTheLastOneGoesOn() {
    Episode episode = episode(CatchPolicies.RANDOM, 5);
    for (int t = 0; t < episode.agentSteps(); t++) {
      assertEquals(1, episode.get(Episode.PCONT).get(t));
    }
  }

  @Test
  void vectorsTellWhatTheGameIs() {
    CatchEnvironment environment = new CatchEnvironment(7);
    TimeStep step = environment.reset();
    assertEquals(-1, step.observation().get("ball").get(1), "in the top row");
    assertEquals(1, step.observation().get("remaining").get(0));
    assertEquals(1, step.observation().get("remaining").get(1));
    for (int i = 0; i < 7; i++) {
      step = environment.step(CatchPolicies.action(-1));
    }
    assertEquals(-1, step.observation().get("paddle").get(0), "at the left");
    step = environment.step(CatchPolicies.action(1));
    assertEquals(-1 + 2 / 7.0, step.observation().get("paddle").get(0), 1e-6);
    assertEquals(1, step.observation().get("ball").get(1), "landed");
    assertEquals(0.9, step.observation().get("remaining").get(1), 1e-6);
    assertEquals(environment.lives() / 3.0, step.observation().get("remaining").get(0), 1e-6);
  }

  @Test
  void actionsAreLeftStayAndRight() {
    assertEquals(new Spec.Discrete(3), make(0).spec().action());
    for (int move = -1; move <= 1; move++) {
      float[] action = CatchPolicies.action(move);
      assertEquals(1, action[move + 1]);
      assertEquals(1, action[0] + action[1] + action[2]);
    }
  }
}
