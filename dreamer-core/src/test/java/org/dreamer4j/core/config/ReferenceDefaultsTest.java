package org.dreamer4j.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hyperparameter of google-research/dreamer is known and has its default there. */
class ReferenceDefaultsTest {
  /** Key and default, as the reference's configs.py has them. */
  private static final String DEFAULTS =
      """
      batch_shape=[50,50] num_chunks=1 image_bits=8 clip_rewards=False pcont_scale=0.99
      loader=cache loader_every=1000 loader_window=400 gpu_prefetch=False

      gradient_heads=[image,reward] activation=elu num_layers=3 num_units=400 encoder=conv
      proprio_encoder_keys=None proprio_encoder_num_layers=3 proprio_encoder_units=300
      value_head=True value_layers=3 value_dist=normal value_target_head=False return_head=False
      action_head=True action_layers=4 action_mean_activation=none
      action_head_dist=tanh_normal_tanh action_head_std=learned action_head_min_std=1e-4
      action_head_init_std=5.0 action_target_head=False cpc_head=False cpc_head_dist=normal
      cpc_head_std=learned cpc_head_layers=3 image_head=conv image_head_std=1.0 model=rssm
      model_size=200 state_size=30 future_rnn=True mean_only=False min_stddev=0.1 model_layers=1
      reward_layers=2 state_diagnostics=True isolate_envs=thread tasks=[cheetah_run]

      imagination_horizon=15 imagination_skip_last=None imagination_include_initial=True
      action_source=model action_model_horizon=None action_bootstrap=True action_discount=0.99
      action_lambda=0.95 action_target_update=1 action_target_period=50000
      action_loss_pcont=False action_pcont_stop_grad=False action_pcont_weight=True
      value_source=model value_model_horizon=None value_discount=0.99 value_lambda=0.95
      value_bootstrap=True value_target_update=1 value_target_period=50000 value_loss_pcont=False
      value_pcont_weight=True value_maxent=False action_beta=0.0 action_beta_dims_value=None
      state_beta=0.0 stop_grad_pre_action=True pcont_label_weight=None divergence_scale=1.0
      global_div_scale=0.0 overshooting_scale=0.0 free_nats=3.0 overshooting_distance=0
      os_stop_posterior_grad=True cpc_contrast=window cpc_batch_amount=10 cpc_time_amount=30

      optimizer_epsilon=1e-4 default_lr=1e-3 default_gradient_clipping=1000.0 model_lr=6e-4
      model_gradient_clipping=100.0 value_lr=8e-5 value_gradient_clipping=100.0 action_lr=8e-5
      action_gradient_clipping=100.0

      train_steps=50000 max_steps=5e7 num_seed_episodes=5 num_seed_steps=2500
      seed_episode_rewards=True collect_steps=500 collect_every=5000 num_envs=1
      train_collects=[{}] test_collects=[{}]

      planner_horizon=12 planner_objective=reward_value train_planner=policy_sample
      test_planner=policy_mode planner_beams=1000 planner_iterations=10 planner_topk=100
      planner_discount=0.99 planner_lambda=0.95 objective_value_ramp=0
      objective_entropy_scale=0.0 action_noise_type=additive_normal train_action_noise=0.3
      train_action_noise_ramp=0 train_action_noise_min=0.0 train_action_noise_factors=[]
      test_action_noise=0.0

      normalize_actions=True max_length=None render_size=64 atari_lifes=False atari_noops=30
      atari_sticky=True atari_train_max_length=None atari_grayscale=False
      dmlab_runfiles_path=None debug=False
      """;

  /** Keys whose default the reference computes from others, or from the task: 0 or none here. */
  private static final Map<String, Object> COMPUTED =
      Map.of(
          "test_steps",
          0L,
          "train_log_every",
          0L,
          "checkpoint_every",
          0L,
          "collect_episodes",
          0,
          "train_planner_objective",
          "planner_objective",
          "test_planner_objective",
          "planner_objective",
          "camera_id",
          "none",
          "action_repeat",
          0);

  static Stream<Map.Entry<String, String>> defaults() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : DEFAULTS.strip().split("\\s+")) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    return values.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void defaultIsThatOfTheReference(Map.Entry<String, String> entry) {
    DreamerConfig plain = DreamerConfig.resolve(Map.of("defaults", List.of()));

    assertTrue(plain.toMap().containsKey(entry.getKey()), entry.getKey());
    assertEquals(plain, plain.with(Map.of(entry.getKey(), entry.getValue())), entry.getKey());
  }

  @Test
  void computedDefaultsAreLeftToWhatTheyAreComputedFrom() {
    Map<String, Object> values = DreamerConfig.defaults().toMap();

    COMPUTED.forEach((key, value) -> assertEquals(value, values.get(key), key));
    assertEquals(1, DreamerConfig.defaults().schedule().episodesPerCollection());
    assertEquals(
        3,
        DreamerConfig.resolve(Map.of("num_envs", 3)).schedule().episodesPerCollection(),
        "collect_episodes is num_envs");
    assertEquals(
        PlannerConfig.Objective.REWARD,
        DreamerConfig.resolve(Map.of("planner_objective", "reward")).planner().testObjective());
  }

  @Test
  void headsWithoutAKeyOfTheirOwnHaveTheLayersAndTheWeightOfTheReference() {
    DreamerConfig plain = DreamerConfig.defaults();

    assertEquals(2, plain.heads().layersOf("reward"));
    assertEquals(3, plain.heads().layersOf("pcont"));
    assertEquals(3, plain.heads().layersOf("position"));
    assertEquals(1, DreamerConfig.resolve(Map.of("num_layers", 1)).heads().layersOf("pcont"));
    for (String head : List.of("image", "reward", "pcont", "value", "action", "cpc", "position")) {
      assertEquals(1.0, plain.loss().scaleOf(head), head);
    }
  }

  @Test
  void noOtherKeyClaimsToBeTheReferences() {
    List<String> listed = new ArrayList<>(defaults().map(Map.Entry::getKey).toList());
    listed.addAll(COMPUTED.keySet());
    listed.addAll(List.of("*_layers", "*_loss_scale"));

    assertEquals(
        new TreeSet<>(listed),
        ConfigKey.all().stream()
            .filter(key -> key.origin() == Setting.Origin.REFERENCE)
            .map(ConfigKey::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void defaultsOfTheDreamerPresetAreTheDefaults() {
    assertEquals(DreamerConfig.defaults(), DreamerConfig.resolve(Map.of()));
  }
}
