package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Policy.Decision;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.ActingConfig.NoiseType;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.Exploration;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.nn.GraphRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.op.Ops;

class ExploringTest {
  private static final int ROWS = 4000;
  private static final EnvironmentSpec DISCRETE = Tiny.vectors(new Spec.Discrete(4));
  private static DreamerAgent agent;

  /** An agent whose actor prefers action 1 whatever it sees. */
  @BeforeAll
  static void open() {
    agent =
        Tiny.agent(
            DISCRETE,
            Map.of(
                "defaults",
                List.of("dreamer", "discrete"),
                "imagination_horizon",
                2,
                "encoder",
                "proprio",
                "gradient_heads",
                List.of("reward")));
    Tiny.set(agent, "graph/head_action/dense_2/bias", 0, 50, 0, 0);
  }

  @AfterAll
  static void close() {
    agent.close();
  }

  @Test
  void noiseIsAddedToEachActionAtItsOwnScale() {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Exploring exploring =
          new Exploring(
              run.net(),
              NoiseType.ADDITIVE_NORMAL,
              run.input(new double[] {0, 0.5}, 2),
              run.input(new double[] {1, -0.5, 3, 1, -2, -3}, 3, 2));
      double[] explored =
          run.run(exploring.explore(run.input(new double[] {0.5, 0.2, 0.9, 0.7, -1, 0}, 3, 2)));
      assertArrayEquals(new double[] {0.5, -0.05, 0.9, 1, -1, -1}, explored, 1e-12);
    }
  }

  @Test
  void actionsBeyondTheirBoundsAreClippedWithoutNoiseToo() {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Exploring exploring =
          new Exploring(
              run.net(),
              NoiseType.ADDITIVE_NORMAL,
              run.input(new double[] {0, 0}, 2),
              run.input(new double[] {1, 1}, 1, 2));
      double[] explored = run.run(exploring.explore(run.input(new double[] {1.5, -7}, 1, 2)));
      assertArrayEquals(new double[] {1, -1}, explored);
    }
  }

  @Test
  void aCoinBelowTheProbabilityDrawsTheLargestTicket() {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      // Three tickets and the coin; the probability stands first.
      double[] draws = {0.1, 0.7, 0.2, 0.29, 0.9, 0.7, 0.2, 0, 0.1, 0.7, 0.2, 0.31};
      Exploring exploring =
          new Exploring(
              run.net(),
              NoiseType.EPSILON_GREEDY,
              run.input(new double[] {0.3, 1, 1}, 3),
              run.input(draws, 3, 4));
      double[] actions = {0, 0, 1, 0, 0, 1, 0, 0, 1};
      double[] explored = run.run(exploring.explore(run.input(actions, 3, 3)));
      assertArrayEquals(new double[] {0, 1, 0, 1, 0, 0, 0, 0, 1}, explored);
    }
  }

  @Test
  void epsilonIsTheShareOfActionsThatAreUniformlyRandom() {
    double epsilon = 0.4;
    long[] counts = counts(agent.policy(Planner.POLICY_MODE, () -> epsilon));
    double random = epsilon / 4;
    double[] expected = {random, 1 - epsilon + random, random, random};
    assertFrequencies(expected, counts);
  }

  /** At a level that holds whatever the other tests draw before. */
  private static void assertFrequencies(double[] expected, long[] counts) {
    double p = new ChiSquareTest().chiSquareTest(expected, counts);
    assertTrue(p > 1e-4, Arrays.toString(counts) + " has a probability of " + p);
  }

  @Test
  void epsilonOneIsChanceAndZeroTheActor() {
    assertFrequencies(
        new double[] {1, 1, 1, 1}, counts(agent.policy(Planner.POLICY_MODE, () -> 1)));
    assertArrayEquals(
        new long[] {0, ROWS, 0, 0}, counts(agent.policy(Planner.POLICY_SAMPLE, () -> 0)));
  }

  @Test
  void theTrainingPolicyExploresLessAsTrainingGoesOn() {
    assertShare(0.3, 0);
    assertShare(0.15, 5_000_000);
    assertShare(0.075, 7_500_000);
    assertShare(0.075, 50_000_000);
    step(0);
  }

  /** The actions that are not the actor's, within four standard deviations. */
  private static void assertShare(double epsilon, long globalStep) {
    step(globalStep);
    assertEquals(globalStep, agent.globalStep());
    long others = ROWS - counts(agent.trainPolicy())[1];
    double p = 0.75 * epsilon;
    assertEquals(p, others / (double) ROWS, 4 * Math.sqrt(p * (1 - p) / ROWS), "at " + globalStep);
  }

  private static void step(long value) {
    Ops tf = Ops.create(agent.session().graph());
    agent
        .session()
        .runner()
        .addTarget(tf.assignVariableOp(agent.graph().globalStep().handle(), tf.constant(value)))
        .run()
        .close();
  }

  @Test
  void factorsScaleTheNoiseOfEachAction() {
    Map<String, ?> overrides =
        Map.of(
            "encoder",
            "proprio",
            "gradient_heads",
            List.of("reward"),
            "action_head_dist",
            "deterministic",
            "train_action_noise_factors",
            List.of(0, 2));
    try (DreamerAgent continuous = Tiny.agent(Tiny.vectors(Spec.Box.of(2, -1, 1)), overrides)) {
      Tiny.set(continuous, "graph/head_action/dense_2/kernel", new float[10]);
      Tiny.set(continuous, "graph/head_action/dense_2/bias", 0.25f, -0.25f);
      double squares = 0;
      for (float[] action :
          actions(continuous, continuous.policy(Planner.POLICY_SAMPLE, () -> 0.1))) {
        assertEquals(0.25f, action[0]);
        squares += (action[1] + 0.25) * (action[1] + 0.25);
      }
      assertEquals(0.2, Math.sqrt(squares / ROWS), 0.01);
    }
  }

  @Test
  void thereIsOneFactorForEachAction() {
    PolicyGraph graph = agent.graph().policy();
    AgentPolicy.Choice choice =
        new AgentPolicy.Choice(
            graph.mode().orElseThrow(), null, () -> 0, List.of(1.0, 2.0, 3.0), () -> 1);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new AgentPolicy(agent.gate(), agent.session(), graph, choice));
    assertEquals(
        "train_action_noise_factors has 3 elements, the environment takes 4 actions",
        e.getMessage());
  }

  @Test
  void theScheduleOfTheReadmesAtariCommandFallsToAQuarter() {
    Exploration noise = train(Map.of("defaults", List.of("dreamer", "pcont", "discrete", "atari")));
    assertEquals(NoiseType.EPSILON_GREEDY, noise.type());
    assertEquals(0.3, noise.at(0), 1e-12);
    assertEquals(0.285, noise.at(500_000), 1e-12);
    assertEquals(0.075, noise.at(7_500_000), 1e-12);
    assertEquals(0.075, noise.at(10_000_000), 1e-12);
    assertEquals(0.075, noise.at(1_000_000_000), 1e-12);
  }

  @Test
  void thePresetDiscreteAloneStartsHigher() {
    Exploration noise = train(Map.of("defaults", List.of("discrete")));
    assertEquals(0.4, noise.at(0), 1e-12);
    assertEquals(0.1, noise.at(7_500_000), 1e-12);
    Exploration test =
        DreamerConfig.resolve(Map.of("defaults", List.of("discrete"))).acting().testExploration();
    assertEquals(0.001, test.at(0));
    assertEquals(0.001, test.at(50_000_000));
  }

  @Test
  void aRampAboveZeroRisesAndZeroIsConstant() {
    Exploration rising =
        train(Map.of("train_action_noise_ramp", 1000, "train_action_noise_min", 0.1));
    assertEquals(0.03, rising.at(0), 1e-12);
    assertEquals(0.03, rising.at(50), 1e-12);
    assertEquals(0.15, rising.at(500), 1e-12);
    assertEquals(0.3, rising.at(2000), 1e-12);
    assertEquals(0.3, train(Map.of()).at(0));
    assertEquals(0.3, train(Map.of()).at(1_000_000));
    assertEquals(0, Exploration.NONE.at(7));
  }

  private static Exploration train(Map<String, ?> params) {
    return DreamerConfig.resolve(params).acting().trainExploration();
  }

  private static long[] counts(Policy<AgentState> policy) {
    long[] counts = new long[4];
    for (float[] action : actions(agent, policy)) {
      int ones = 0;
      for (int a = 0; a < 4; a++) {
        assertTrue(action[a] == 0 || action[a] == 1);
        counts[a] += (long) action[a];
        ones += (int) action[a];
      }
      assertEquals(1, ones);
    }
    return counts;
  }

  /** The actions of many environments that show the same; the state remembers each. */
  private static List<float[]> actions(DreamerAgent of, Policy<AgentState> policy) {
    List<AgentState> states = Collections.nCopies(ROWS, policy.initialState());
    List<Observation> observations = Collections.nCopies(ROWS, Tiny.observation(of.spec(), 1));
    List<float[]> actions = new ArrayList<>();
    for (Decision<AgentState> decision : policy.act(states, observations)) {
      assertArrayEquals(decision.action(), decision.state().action());
      actions.add(decision.action());
    }
    assertFalse(actions.isEmpty());
    return actions;
  }
}
