package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.nn.Variable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Agents of every kind train, act and change all weights that are trained. */
class AgentKindsTest {
  private static final Spec.Box BOX = Spec.Box.of(2, -1, 1);
  private static final EnvironmentSpec GREY = images(1, BOX);

  /** Configurations and environments that take different paths. */
  @SuppressWarnings("ImmutableEnumChecker") // Made by Map.of only.
  private enum Kind {
    GREY_IMAGES(GREY, Map.of()),
    VECTORS_ONLY(
        Tiny.vectors(BOX),
        Map.of(
            "encoder", "proprio",
            "gradient_heads", List.of("reward", "velocity"),
            "activation", "swish",
            "action_mean_activation", "tanh")),
    ALL_BUT_IMAGE(Tiny.spec(), Map.of("encoder", "proprio", "gradient_heads", "all_but_image")),
    FUSION(
        Tiny.spec(),
        Map.of("encoder", "fusion", "state_diagnostics", false, "activation", "softplus")),
    DISCRETE(
        images(1, new Spec.Discrete(3)),
        Map.of("defaults", List.of("dreamer", "pcont", "discrete"), "imagination_horizon", 3)),
    STRAIGHT(
        Tiny.vectors(new Spec.Discrete(3)),
        Map.of(
            "defaults",
            List.of("danijar", "discrete"),
            "imagination_horizon",
            3,
            "action_head_dist",
            "onehot_straight",
            "action_beta",
            0.1,
            "encoder",
            "proprio",
            "gradient_heads",
            List.of("reward"))),
    TRUNCATED(
        Tiny.vectors(BOX),
        Map.of(
            "encoder", "proprio",
            "gradient_heads", "all_but_image",
            "action_head_dist", "trunc_normal",
            "action_beta", 0.1)),
    FIXED_SPREAD(
        Tiny.vectors(BOX),
        Map.of(
            "encoder", "proprio",
            "gradient_heads", List.of("reward", "cpc"),
            "cpc_head", true,
            "cpc_head_std", "0.5",
            "cpc_contrast", "time",
            "action_head_dist", "normal",
            "action_head_std", "0.3",
            "action_beta", 0.1,
            "train_action_noise", 0)),
    DETERMINISTIC(
        Tiny.vectors(BOX),
        Map.of(
            "defaults",
            List.of("actor", "pcont"),
            "encoder",
            "proprio",
            "gradient_heads",
            List.of("reward", "pcont"),
            "action_pcont_weight",
            false,
            "activation",
            "tanh",
            "action_head_dist",
            "deterministic"));

    @SuppressWarnings("ImmutableEnumChecker") // A record of an unmodifiable map.
    private final EnvironmentSpec spec;

    private final Map<String, Object> overrides;

    Kind(EnvironmentSpec spec, Map<String, Object> overrides) {
      this.spec = spec;
      this.overrides = overrides;
    }
  }

  private static final Map<Kind, DreamerAgent> AGENTS = new EnumMap<>(Kind.class);

  private static DreamerAgent agent(Kind kind) {
    return AGENTS.computeIfAbsent(
        kind,
        k -> {
          Map<String, Object> overrides = new LinkedHashMap<>(k.overrides);
          overrides.put("free_nats", 0); // Else so small a divergence would not train the prior.
          return Tiny.agent(k.spec, overrides);
        });
  }

  @AfterAll
  static void close() {
    AGENTS.values().forEach(DreamerAgent::close);
    AGENTS.clear();
  }

  @ParameterizedTest
  @EnumSource
  void oneUpdateMovesAllTrainedWeightsAndTheAgentActs(Kind kind) {
    DreamerAgent agent = agent(kind);
    Map<String, float[]> before = DreamerAgentTest.values(agent);

    Map<String, Double> figures = agent.train(Tiny.batch(agent.config(), kind.spec, 1));

    figures.forEach((name, value) -> assertTrue(Double.isFinite(value), name + " is " + value));
    assertTrue(figures.containsKey("actor_loss"));
    Map<String, float[]> after = DreamerAgentTest.values(agent);
    Set<String> kept = new TreeSet<>();
    for (Variable<?> variable : agent.graph().variables().trainable(List.of(""))) {
      assertFalse(Arrays.toString(after.get(variable.name())).contains("NaN"), variable.name());
      if (Arrays.equals(before.get(variable.name()), after.get(variable.name()))) {
        kept.add(variable.name());
      }
    }
    assertEquals(unused(kind), kept);
    act(agent, agent.trainPolicy());
    act(agent, agent.testPolicy());
  }

  /** Weights without a gradient: deviations that no distribution takes. */
  private static Set<String> unused(Kind kind) {
    return switch (kind) {
      case DISCRETE, DETERMINISTIC ->
          Set.of("graph/head_action/dense_3/bias", "graph/head_action/dense_3/kernel");
      default -> Set.of();
    };
  }

  private static void act(DreamerAgent agent, Policy<AgentState> policy) {
    AgentState state = policy.initialState();
    for (int i = 0; i < 3; i++) {
      Policy.Decision<AgentState> decision = policy.act(state, Tiny.observation(agent.spec(), i));
      agent.spec().checkAction(decision.action());
      state = decision.state();
    }
  }

  @Test
  void aFixedSpreadMakesNoLayer() {
    DreamerAgent separate = agent(Kind.FIXED_SPREAD);
    assertEquals(6, separate.graph().variables().trainable(List.of("graph/head_action/")).size());
    assertEquals(8, separate.graph().variables().trainable(List.of("graph/head_cpc/")).size());
    Map<String, Object> overrides = new LinkedHashMap<>(Kind.FIXED_SPREAD.overrides);
    overrides.put("statistics", "joint");
    try (DreamerAgent joint = Tiny.agent(Kind.FIXED_SPREAD.spec, overrides)) {
      float[] bias = DreamerAgentTest.values(joint).get("graph/head_action/dense_2/bias");
      assertEquals(2, bias.length);
    }
  }

  @Test
  void greyImagesAreDreamtInGrey() {
    OpenLoop openLoop = agent(Kind.GREY_IMAGES).openLoop(3, 2, 1, Planner.POLICY_MODE);
    Dream dream = openLoop.predict(new byte[3 * 64 * 64], new float[3 * 2], 1);
    assertEquals(3 * 64 * 64, dream.openLoop().imageMean().length);
    assertEquals(3 * 64 * 64, dream.closedLoop().image().length);
    refused(
        "images: expected 1 x 3 images of 64 x 64 x 1 bytes, got 36864 bytes",
        () -> openLoop.predict(new byte[3 * 64 * 64 * 3], new float[3 * 2], 1));
  }

  @Test
  void agentsThatSeeMoreThanImagesDoNotDream() {
    refused(
        "predicting takes an agent that sees images alone, this one sees [position]",
        () -> agent(Kind.FUSION).openLoop(3, 2, 1, Planner.POLICY_MODE));
    refused(
        "this agent predicts no images",
        () -> agent(Kind.VECTORS_ONLY).openLoop(3, 2, 1, Planner.POLICY_MODE));
  }

  @Test
  void aPolicyAsksForTheVectorsItSees() {
    Policy<AgentState> policy = agent(Kind.FUSION).testPolicy();
    AgentState state = policy.initialState();
    refused(
        "no observation 'position' among [image]", () -> policy.act(state, Tiny.observation(1)));
  }

  private static void refused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  private static EnvironmentSpec images(int channels, Spec action) {
    return new EnvironmentSpec(Map.of("image", new Spec.Image(64, 64, channels)), action);
  }
}
