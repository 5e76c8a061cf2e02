package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Policy.Decision;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.junit.jupiter.api.Test;

/** Agents whose planners search; their networks are set so that the best action is known. */
class PlannerAgentTest {
  private static final EnvironmentSpec VECTORS = Tiny.vectors(Spec.Box.of(2, -1, 1));
  private static final int D = 4;
  private static final int S = 3;
  private static final int UNITS = 5;

  /** Steepness of the networks that were made by hand. */
  private static final float STEEP = 4;

  @Test
  void anAgentWithoutActorPlansItsTrainingAndItsTests() {
    Map<String, ?> overrides = planner(Map.of("defaults", List.of("planet")));
    try (DreamerAgent agent = Tiny.agent(VECTORS, overrides)) {
      Map<String, Double> figures = agent.train(Tiny.batch(agent.config(), VECTORS, 1));
      assertTrue(figures.values().stream().allMatch(Double::isFinite), figures.toString());
      assertFalse(figures.containsKey("actor_loss") || figures.containsKey("value_loss"));
      for (Policy<AgentState> policy : List.of(agent.trainPolicy(), agent.testPolicy())) {
        AgentState state = policy.initialState();
        for (int i = 0; i < 3; i++) {
          Decision<AgentState> decision = policy.act(state, Tiny.observation(VECTORS, i));
          VECTORS.checkAction(decision.action());
          assertArrayEquals(decision.action(), decision.state().action());
          state = decision.state();
        }
      }
    }
  }

  @Test
  void theCrossEntropyMethodFindsTheActionThatIsRewardedMost() {
    Map<String, ?> overrides = planner(Map.of("defaults", List.of("planet")));
    try (DreamerAgent agent = Tiny.agent(VECTORS, overrides)) {
      believeActions(agent);
      prefer(agent, "graph/head_reward", 0.5, -0.3, 1);
      for (float[] action : act(agent, agent.policy(Planner.CEM, () -> 0), 2)) {
        assertEquals(0.5, action[0], 0.02);
        assertEquals(-0.3, action[1], 0.02);
      }
    }
  }

  @Test
  void shootingComesNearTheActionThatIsRewardedMost() {
    Map<String, ?> overrides = planner(Map.of("defaults", List.of("planet"), "planner_horizon", 1));
    try (DreamerAgent agent = Tiny.agent(VECTORS, overrides)) {
      believeActions(agent);
      prefer(agent, "graph/head_reward", 0.5, -0.3, 1);
      for (float[] action : act(agent, agent.policy(Planner.SHOOTING, () -> 0), 5)) {
        assertEquals(0.5, action[0], 0.25);
        assertEquals(-0.3, action[1], 0.25);
      }
    }
  }

  @Test
  void plannedActionsAreExplored() {
    Map<String, ?> overrides = planner(Map.of("defaults", List.of("planet")));
    try (DreamerAgent agent = Tiny.agent(VECTORS, overrides)) {
      believeActions(agent);
      prefer(agent, "graph/head_reward", 0.5, -0.3, 1);
      double squares = 0;
      List<float[]> actions = act(agent, agent.policy(Planner.CEM, () -> 0.2), 25);
      for (float[] action : actions) {
        squares += Math.pow(action[0] - 0.5, 2) + Math.pow(action[1] + 0.3, 2);
        VECTORS.checkAction(action);
      }
      double deviation = Math.sqrt(squares / (2 * actions.size()));
      assertTrue(deviation > 0.1 && deviation < 0.3, "deviation " + deviation);
    }
  }

  @Test
  void valuesCountMoreAsTrainingGoesOn() {
    Map<String, ?> overrides =
        planner(Map.of("objective_value_ramp", 4, "planner_objective", "reward_value"));
    try (DreamerAgent agent = Tiny.agent(VECTORS, overrides)) {
      makeByHand(agent);
      Policy<AgentState> policy = agent.policy(Planner.CEM, () -> 0);
      assertEquals(0.5, act(agent, policy, 1).get(0)[0], 0.02);
      // Two updates of two sequences are the whole ramp.
      agent.train(Tiny.batch(agent.config(), VECTORS, 1));
      agent.train(Tiny.batch(agent.config(), VECTORS, 2));
      makeByHand(agent);
      float[] later = act(agent, policy, 1).get(0);
      assertTrue(later[0] < -0.2 && later[0] > -0.5, Arrays.toString(later));
      assertEquals(0.5, later[1], 0.05);
    }
  }

  /** A reward for one action, and values after it for another. */
  private static void makeByHand(DreamerAgent agent) {
    believeActions(agent);
    prefer(agent, "graph/head_reward", 0.5, 0.5, 1);
    prefer(agent, "graph/head_value", -0.5, 0.5, 200);
  }

  private static List<float[]> act(DreamerAgent agent, Policy<AgentState> policy, int count) {
    List<AgentState> states = Collections.nCopies(count, policy.initialState());
    return policy
        .act(states, Collections.nCopies(count, Tiny.observation(agent.spec(), 1)))
        .stream()
        .map(Decision::action)
        .toList();
  }

  /**
   * The belief becomes tanh(action) in its first two elements; the others are the tanh of what
   * those were a step before.
   */
  private static void believeActions(DreamerAgent agent) {
    String transition = "graph/rnn/rssm/transition/";
    // Large inputs pass an exponential linear unit unchanged: actions are lifted by 10.
    float[] input = new float[(S + 2) * D];
    input[S * D] = 1;
    input[(S + 1) * D + 1] = 1;
    Tiny.set(agent, transition + "dense/kernel", input);
    Tiny.set(agent, transition + "dense/bias", 10, 10, 0, 0);
    // The reset gate is open, the update gate shut.
    Tiny.set(agent, transition + "gru_cell/w_ru", new float[2 * D * 2 * D]);
    float[] gates = new float[2 * D];
    Arrays.fill(gates, 0, D, 50);
    Arrays.fill(gates, D, 2 * D, -50);
    Tiny.set(agent, transition + "gru_cell/b_ru", gates);
    float[] candidate = new float[2 * D * D];
    candidate[0] = 1;
    candidate[D + 1] = 1;
    candidate[D * D + 2] = 1;
    candidate[(D + 1) * D + 3] = 1;
    Tiny.set(agent, transition + "gru_cell/w_c", candidate);
    Tiny.set(agent, transition + "gru_cell/b_c", -10, -10, 0, 0);
  }

  /**
   * Makes a head of one hidden layer fall off on both sides of two actions: the reward of a step
   * looks at its own action, the value at the one before.
   */
  private static void prefer(
      DreamerAgent agent, String head, double first, double second, float weight) {
    boolean isValue = head.endsWith("value");
    float[] hidden = new float[(S + D) * UNITS];
    float[] bias = new float[UNITS];
    float[] out = new float[UNITS];
    for (int unit = 0; unit < 4; unit++) {
      double seen = Math.tanh(unit / 2 == 0 ? first : second);
      double target = isValue ? Math.tanh(seen) : seen;
      float sign = unit % 2 == 0 ? STEEP : -STEEP;
      hidden[(S + (isValue ? 2 : 0) + unit / 2) * UNITS + unit] = sign;
      bias[unit] = (float) (-sign * target);
      // elu(x) + elu(-x) is least at 0.
      out[unit] = -weight;
    }
    Tiny.set(agent, head + "/dense/kernel", hidden);
    Tiny.set(agent, head + "/dense/bias", bias);
    Tiny.set(agent, head + "/dense_1/kernel", out);
    Tiny.set(agent, head + "/dense_1/bias", 0);
  }

  private static Map<String, ?> planner(Map<String, ?> more) {
    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put("encoder", "proprio");
    overrides.put("gradient_heads", List.of("reward"));
    overrides.put("planner_horizon", 2);
    overrides.put("planner_beams", 100);
    overrides.put("planner_topk", 10);
    overrides.put("planner_iterations", 6);
    overrides.put("state_diagnostics", false);
    overrides.put("value_layers", 1);
    if (more.containsKey("defaults")) {
      overrides.put("imagination_horizon", 0);
    }
    overrides.putAll(more);
    return overrides;
  }
}
