package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.junit.jupiter.api.Test;

/** What does not fit the environment is refused in one line that says what and how to mend it. */
class RefusedAgentsTest {
  private static final Spec.Box BOX = Spec.Box.of(2, -1, 1);
  private static final EnvironmentSpec IMAGES =
      new EnvironmentSpec(Map.of("image", Spec.Image.RGB64), BOX);
  private static final EnvironmentSpec VECTORS = Tiny.vectors(BOX);
  private static final EnvironmentSpec DISCRETE = IMAGES.withAction(new Spec.Discrete(4));

  @Test
  void convolutionsNeedAnImage() {
    for (String encoder : List.of("conv", "fusion")) {
      refused(
          "encoder conv and fusion need a 64 x 64 'image', the environment shows "
              + VECTORS.observation(),
          VECTORS,
          Map.of("encoder", encoder));
    }
  }

  @Test
  void proprioNeedsVectors() {
    for (String encoder : List.of("proprio", "fusion")) {
      refused(
          "encoder proprio and fusion need vectors, the environment shows " + IMAGES.observation(),
          IMAGES,
          Map.of("encoder", encoder));
    }
  }

  @Test
  void vectorsToEncodeAreOnesThatAreShown() {
    refused(
        "unknown proprio_encoder_keys 'veloctiy'; did you mean 'velocity'?",
        VECTORS,
        Map.of("encoder", "proprio", "proprio_encoder_keys", List.of("position", "veloctiy")));
  }

  @Test
  void headsThatTrainTheModelExist() {
    refused(
        "gradient_heads names image and the environment shows none; name what it shows:"
            + " [position, velocity]",
        VECTORS,
        Map.of("encoder", "proprio"));
    refused(
        "unknown head in gradient_heads 'positoin'; did you mean 'position'?",
        Tiny.spec(),
        Map.of("gradient_heads", List.of("image", "positoin")));
    refused(
        "unknown head in gradient_heads 'cpc'; did you mean 'pcont'?",
        IMAGES,
        Map.of("gradient_heads", List.of("image", "cpc")));
    refused(
        "gradient_heads all_but_image names the environment's vectors, it shows none: "
            + IMAGES.observation(),
        IMAGES,
        Map.of("gradient_heads", "all_but_image"));
  }

  @Test
  void layersAndScalesAreOfHeadsThatExist() {
    refused(
        "unknown head in <head>_layers 'positions'; did you mean 'position'?",
        Tiny.spec(),
        Map.of("positions_layers", 2));
    refused(
        "unknown head in <head>_loss_scale 'posiiton'; did you mean 'position'?",
        Tiny.spec(),
        Map.of("posiiton_loss_scale", 2));
    refused(
        "unknown head in <head>_layers 'position'; did you mean 'pcont'?",
        Tiny.spec(),
        Map.of("position_layers", 2, "state_diagnostics", false));
  }

  @Test
  void oneHotHeadsAndDiscreteActionsBelongTogether() {
    refused(
        "the environment takes one of 4 actions: set action_head_dist: onehot_score, e.g. by the"
            + " preset discrete",
        DISCRETE,
        Map.of());
    refused(
        "the environment takes continuous actions, action_head_dist is one-hot",
        IMAGES,
        Map.of("defaults", List.of("dreamer", "discrete")));
  }

  @Test
  void actionsAreBoundedByMinusOneAndOne() {
    Spec.Box wide = new Spec.Box(new float[] {-1, -1}, new float[] {1, 2});
    refused(
        "actions must be bounded by -1 and 1, action 1 has [-1.0, 2.0]: wrap the environment in"
            + " NormalizeActions",
        IMAGES.withAction(wide),
        Map.of());
    Spec.Box half = new Spec.Box(new float[] {0, -1}, new float[] {1, 1});
    refused(
        "actions must be bounded by -1 and 1, action 0 has [0.0, 1.0]: wrap the environment in"
            + " NormalizeActions",
        IMAGES.withAction(half),
        Map.of());
  }

  @Test
  void plannersSearchContinuousActions() {
    refused(
        "planners search continuous actions, the environment takes one of 4",
        DISCRETE,
        Map.of("defaults", List.of("planet")));
    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put("defaults", List.of("dreamer", "discrete"));
    overrides.put("imagination_horizon", 2);
    try (DreamerAgent agent = Tiny.agent(DISCRETE, overrides)) {
      for (Planner planner : List.of(Planner.CEM, Planner.SHOOTING)) {
        IllegalArgumentException e =
            assertThrows(IllegalArgumentException.class, () -> agent.policy(planner, () -> 0));
        assertEquals(
            "planner " + planner + " searches continuous actions, the environment takes one of 4",
            e.getMessage());
      }
    }
  }

  @Test
  void anAgentWithoutActorOrValueSaysWhatItLacks() {
    try (DreamerAgent agent =
        Tiny.agent(
            VECTORS,
            Map.of(
                "defaults",
                List.of("planet"),
                "encoder",
                "proprio",
                "gradient_heads",
                List.of("reward"),
                "imagination_horizon",
                0))) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> agent.policy(Planner.POLICY_MODE, () -> 0));
      assertEquals(
          "planner policy_mode needs an actor, this agent has none; use cem", e.getMessage());
    }
    try (DreamerAgent agent =
        Tiny.agent(
            VECTORS,
            Map.of(
                "value_head", false, "encoder", "proprio", "gradient_heads", List.of("reward")))) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> agent.policy(Planner.CEM, () -> 0));
      assertEquals(
          "planner cem rates plans by values, this agent has none; rate by reward", e.getMessage());
    }
  }

  @Test
  void certainActionsHaveNoLikelihoodToClone() {
    refused(
        "action_source dataset raises the likelihood of actions, action_head_dist deterministic"
            + " gives them none: use normal",
        VECTORS,
        Map.of(
            "encoder", "proprio",
            "gradient_heads", List.of("reward"),
            "action_head_dist", "deterministic",
            "action_source", "dataset"));
  }

  private static void refused(String message, EnvironmentSpec spec, Map<String, ?> overrides) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Tiny.agent(spec, overrides).close());
    assertEquals(message, e.getMessage());
  }
}
