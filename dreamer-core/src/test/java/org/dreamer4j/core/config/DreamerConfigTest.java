package org.dreamer4j.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.dreamer4j.core.config.DataConfig.RewardClipping;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DreamerConfigTest {
  static Set<String> presets() {
    return Presets.names();
  }

  @Test
  void firstPresetOfTheListWins() {
    assertEquals(0.95, resolved("laptop", "pcont").behavior().actionDiscount());
    assertEquals(1.0, resolved("pcont", "laptop").behavior().actionDiscount());
  }

  @Test
  void explicitKeyWinsOverPresets() {
    DreamerConfig config =
        DreamerConfig.resolve(
            Map.of("defaults", List.of("dreamer", "discrete"), "train_action_noise", 0.2));
    assertEquals(0.2, config.acting().trainActionNoise());
  }

  @Test
  void dreamerIsTakenWhereNoPresetIsNamed() {
    assertEquals(resolved("dreamer"), DreamerConfig.resolve(Map.of()));
    assertEquals(
        resolved("planet"), DreamerConfig.resolve(Map.of("defaults", "planet")), "one as a word");
  }

  @Test
  void explorationOfDiscreteIsShadowedByDreamerAsInTheReference() {
    Exploration noise =
        resolved("dreamer", "pcont", "discrete", "atari").acting().trainExploration();
    assertEquals(0.3, noise.at(0));
    assertEquals(0.075, noise.at(7_500_000), 1e-12);
    assertEquals(0.075, noise.at(20_000_000), 1e-12);

    Exploration alone = resolved("discrete").acting().trainExploration();
    assertEquals(0.4, alone.at(0));
    assertEquals(0.1, alone.at(7_500_000), 1e-12);
  }

  @Test
  void otherKeysOfDiscreteApplyBesideDreamer() {
    DreamerConfig config = resolved("dreamer", "pcont", "discrete", "atari");
    assertEquals(RewardClipping.TANH, config.data().clipRewards());
    assertEquals(10, config.behavior().imaginationHorizon());
    assertEquals(1.0, config.behavior().actionDiscount());
    assertEquals(List.of("image", "reward", "pcont"), config.heads().gradientHeads());
    assertEquals(0.001, config.acting().testActionNoise());
    assertEquals(27_000, config.task().maxLength());
    assertTrue(config.task().atariLifes());
  }

  @Test
  void actorIsDreamerWithoutAValue() {
    assertEquals(
        resolved("actor").heads(),
        DreamerConfig.resolve(Map.of("defaults", List.of("dreamer"), "value_head", false)).heads());
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyPresetComesBackFromItsValues(String preset) {
    DreamerConfig config = resolved(preset);
    assertEquals(config, DreamerConfig.resolve(config.toMap()));
    assertEquals(config, DreamerConfig.defaults().with(config.toMap()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dreamer", "actor", "planet", "laptop", "danijar", "rllib"})
  void presetsOfAnAgentTakeThoseOfTasksBehindThem(String agent) {
    DreamerConfig alone = resolved(agent);
    for (String task : List.of("pcont", "discrete", "atari", "debug")) {
      DreamerConfig config = resolved(agent, task);
      assertEquals(alone.acting().trainPlanner(), config.acting().trainPlanner(), task);
      assertEquals(config, DreamerConfig.resolve(config.toMap()), task);
    }
    assertEquals(
        alone.acting().trainActionNoise(),
        resolved(agent, "pcont", "discrete", "atari").acting().trainActionNoise());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", " NONE "})
  void noneStandsForNoValue(String none) {
    DreamerConfig config =
        DreamerConfig.resolve(
            Map.of(
                "num_chunks", none,
                "max_length", none,
                "clip_rewards", none,
                "camera_id", none,
                "proprio_encoder_keys", none,
                "train_planner_objective", none));
    assertEquals(0, config.data().numChunks());
    assertEquals(0, config.task().maxLength());
    assertEquals(RewardClipping.NONE, config.data().clipRewards());
    assertEquals(OptionalInt.empty(), config.task().cameraId());
    assertEquals(List.of(), config.model().proprioEncoderKeys());
    assertEquals(PlannerConfig.Objective.REWARD_VALUE, config.planner().trainObjective());
  }

  @Test
  void nullStandsForNoValueToo() {
    assertEquals(
        OptionalInt.empty(),
        DreamerConfig.resolve(Collections.singletonMap("action_model_horizon", null))
            .behavior()
            .actionModelHorizon());
    assertEquals(
        DreamerConfig.defaults(),
        DreamerConfig.resolve(Collections.singletonMap("imagination_skip_last", null)));
    assertEquals(
        DreamerConfig.defaults(),
        DreamerConfig.resolve(Collections.singletonMap("defaults", null)));
  }

  @Test
  void noneIsRefusedWhereThereMustBeAValue() {
    assertEquals(
        "model_size needs a whole number, got 'none'", refused(Map.of("model_size", "none")));
    assertEquals(
        "model_size needs a whole number, got 'null'",
        refused(Collections.singletonMap("model_size", null)));
  }

  @Test
  void layersAndWeightsAreKeysOfEveryHead() {
    DreamerConfig config =
        DreamerConfig.resolve(
            Map.of(
                "pcont_layers", 1,
                "position_layers", 5,
                "value_layers", 6,
                "image_loss_scale", 0.5,
                "divergence_scale", 2));
    assertEquals(1, config.heads().layersOf("pcont"));
    assertEquals(5, config.heads().layersOf("position"));
    assertEquals(3, config.heads().layersOf("velocity"));
    assertEquals(6, config.heads().valueLayers());
    assertEquals(Map.of("pcont", 1, "position", 5), config.heads().layers());
    assertEquals(0.5, config.loss().scaleOf("image"));
    assertEquals(Map.of("image", 0.5), config.loss().lossScales());
    assertEquals(5, config.toMap().get("position_layers"));
    assertEquals(config, DreamerConfig.resolve(config.toMap()));
  }

  @Test
  void headsAreListedInOneOrderWhateverOrderTheyAreGivenIn() {
    Map<String, Object> values =
        DreamerConfig.resolve(Map.of("z_layers", 1, "m_layers", 2, "a_layers", 3)).toMap();
    assertEquals(
        List.of("a_layers", "m_layers", "z_layers"),
        values.keySet().stream().filter(key -> key.matches("._layers")).toList());
  }

  @Test
  void collectionsHaveSettingsOfTheirOwn() {
    List<CollectConfig> collects =
        DreamerConfig.resolve(
                Map.of(
                    "train_collects",
                    List.of(
                        Map.of(),
                        Map.of("name", "greedy", "planner", "cem", "steps_until", -1, "horizon", 7),
                        Map.of("name", "late", "steps_until", 9, "action_noise_scale", 0.5))))
            .schedule()
            .trainCollects();
    assertEquals("main", collects.get(0).name());
    assertEquals(Planner.CEM, collects.get(1).planner().orElseThrow());
    assertEquals(7, collects.get(1).horizon().orElseThrow());
    assertEquals(OptionalLong.empty(), collects.get(1).stepsUntil(), "-1 is never");
    assertEquals(OptionalLong.of(9), collects.get(2).stepsUntil());
  }

  @Test
  void keysThatTheReferenceNeverUsesAreAcceptedAndNamed() {
    Map<String, Object> given =
        Map.of(
            "objective_entropy_scale",
            0.1,
            "gpu_prefetch",
            true,
            "imagination_include_initial",
            false,
            "model_size",
            3);
    assertEquals(3, DreamerConfig.resolve(given).model().modelSize());
    assertEquals(
        List.of("gpu_prefetch", "imagination_include_initial", "objective_entropy_scale"),
        DreamerConfig.unusedKeys(given.keySet()));
  }

  @Test
  void presetsCannotBeChanged() {
    assertThrows(
        UnsupportedOperationException.class, () -> Presets.get("dreamer").put("model_size", 3));
  }

  private static DreamerConfig resolved(String... presets) {
    return DreamerConfig.resolve(Map.of("defaults", List.of(presets)));
  }

  private static String refused(Map<String, ?> values) {
    return assertThrows(IllegalArgumentException.class, () -> DreamerConfig.resolve(values))
        .getMessage();
  }
}
