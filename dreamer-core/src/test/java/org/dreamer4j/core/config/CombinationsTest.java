package org.dreamer4j.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that fit by themselves and make no sense together are refused in one line. */
class CombinationsTest {
  private static final String MISFIT =
      ": one-hot actions take epsilon_greedy, others additive_normal";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          planet train_planner=policy_mode | train_planner policy_mode needs an actor: set action_head: true
          planet test_planner=policy_sample | test_planner policy_sample needs an actor: set action_head: true
          dreamer,discrete train_planner=cem | train_planner cem searches continuous actions, action_head_dist is one-hot
          dreamer,discrete test_planner=shooting | test_planner shooting searches continuous actions, action_head_dist is one-hot
          dreamer action_head_dist=onehot_straight action_noise_type=epsilon_greedy test_planner=cem | test_planner cem searches continuous actions, action_head_dist is one-hot
          planet planner_objective=reward_value | train_planner cem rates plans by reward_value, which needs value_head: true
          planet test_planner_objective=reward_value | test_planner cem rates plans by reward_value, which needs value_head: true
          dreamer imagination_horizon=1 | imagination_horizon 1 leaves the actor nothing to learn from: it takes at least 2, or action_model_horizon in its place
          actor imagination_horizon=0 | imagination_horizon 0 leaves the actor nothing to learn from: it takes at least 1, or action_model_horizon in its place
          planet action_head=true | imagination_horizon 0 leaves the actor nothing to learn from: it takes at least 1, or action_model_horizon in its place
          dreamer imagination_horizon=0 action_model_horizon=9 | imagination_horizon 0 leaves the value nothing to learn from: it takes at least 2, or value_model_horizon in its place
          planet imagination_horizon=15 value_head=true | value_head: true needs the actor whose value it learns: set action_head: true
          debug imagination_skip_last=10 | imagination_skip_last 10 leaves nothing of a batch length of 10
          dreamer overshooting_scale=0.1 | overshooting_scale needs an overshooting_distance of at least 2
          dreamer overshooting_scale=0.1 overshooting_distance=1 | overshooting_scale needs an overshooting_distance of at least 2
          actor value_target_head=true | value_target_head needs value_head: true
          planet action_target_head=true | action_target_head needs action_head: true
          dreamer pcont_head=false action_loss_pcont=true | action_loss_pcont and value_loss_pcont need a pcont head: add pcont to gradient_heads
          danijar value_loss_pcont=true | action_loss_pcont and value_loss_pcont need a pcont head: add pcont to gradient_heads
          dreamer image_scaling=centered image_bits=5 | image_scaling centered keeps 8 bits, image_bits asks for 5
          dreamer action_noise_type=epsilon_greedy train_action_noise=2 | train_action_noise of epsilon_greedy must lie in [0.0, 1.0], got 2.0
          """)
  void combinationIsRefused(String params, String message) {
    assertEquals(message, refused(params(params)));
  }

  @Test
  void noiseOfAnotherKindOfActionIsRefused() {
    assertEquals(
        "action_noise_type additive_normal does not fit action_head_dist onehot_score" + MISFIT,
        refused(params("dreamer action_head_dist=onehot_score")));
    assertEquals(
        "action_noise_type epsilon_greedy does not fit action_head_dist tanh_normal_tanh" + MISFIT,
        refused(params("dreamer action_noise_type=epsilon_greedy")));
    assertEquals(
        "action_noise_type epsilon_greedy does not fit action_head_dist tanh_normal_tanh" + MISFIT,
        refused(
            params(
                "dreamer action_noise_type=epsilon_greedy train_action_noise=0"
                    + " test_action_noise=0.1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          planet | test | planner=policy_mode | test_collects: planner policy_mode needs an actor: set action_head: true
          dreamer,discrete | train | planner=cem | train_collects: planner cem searches continuous actions, action_head_dist is one-hot
          actor | test | planner=cem objective=reward_value | test_collects: planner cem rates plans by reward_value, which needs value_head: true
          dreamer,discrete | train | action_noise_scale=1.5 | train_collects: action_noise_scale of epsilon_greedy must lie in [0, 1], got 1.5
          """)
  void combinationWithinACollectionIsRefused(
      String presets, String phase, String settings, String message) {
    assertEquals(message, refused(withCollect(presets, phase, settings)));
  }

  @Test
  void noiseOfACollectionFitsItsActionsToo() {
    assertEquals(
        "train_collects: action_noise_type epsilon_greedy does not fit action_head_dist"
            + " tanh_normal_tanh"
            + MISFIT,
        refused(withCollect("dreamer", "train", "action_noise_type=epsilon_greedy")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dreamer train_planner=cem test_planner=shooting
          actor train_planner=cem test_planner=cem
          actor imagination_horizon=1
          planet test_planner=shooting
          dreamer imagination_horizon=0 action_model_horizon=9 value_model_horizon=9
          planet action_head=true action_source=dataset test_planner=policy_mode
          danijar,pcont
          dreamer,discrete train_action_noise=0 test_action_noise=0 action_noise_type=additive_normal
          dreamer overshooting_scale=0.1 overshooting_distance=2
          """)
  void combinationThatMakesSenseIsAccepted(String params) {
    Map<String, Object> given = params(params);
    DreamerConfig config = DreamerConfig.resolve(given);
    assertEquals(config, DreamerConfig.resolve(config.toMap()));
  }

  @Test
  void collectionWithoutAWordOfItsOwnFollowsTheRun() {
    DreamerConfig config =
        DreamerConfig.resolve(withCollect("planet", "test", "objective=planner_objective"));
    assertEquals(2, config.schedule().testCollects().size());
  }

  /** "preset,preset key=value ..." as parameters. */
  private static Map<String, Object> params(String text) {
    String[] words = text.strip().split(" ");
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("defaults", List.of(words[0].split(",")));
    for (String word : List.of(words).subList(1, words.length)) {
      String[] parts = word.split("=", 2);
      params.put(parts[0], parts[1]);
    }
    return params;
  }

  private static Map<String, Object> withCollect(String presets, String phase, String settings) {
    Map<String, Object> collect = params("- name=second " + settings);
    collect.remove("defaults");
    Map<String, Object> params = params(presets);
    params.put(phase + "_collects", new ArrayList<>(List.of(Map.of(), collect)));
    return params;
  }

  private static String refused(Map<String, Object> params) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DreamerConfig.resolve(params))
            .getMessage();
    assertEquals(1, message.lines().count());
    return message;
  }
}
