package org.dreamer4j.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Named sets of values, merged by {@link DreamerConfig#resolve}. */
public final class Presets {
  private static final Map<String, Map<String, Object>> ALL = new TreeMap<>();

  static {
    ALL.put(
        "dreamer",
        of(
            """
            train_planner=policy_sample test_planner=policy_mode planner_objective=reward_value
            action_head=true value_head=true train_action_noise=0.3
            """));
    ALL.put(
        "actor",
        of(
            """
            train_planner=policy_sample test_planner=policy_mode planner_objective=reward
            action_head=true value_head=false train_action_noise=0.3
            """));
    ALL.put(
        "planet",
        of(
            """
            train_planner=cem test_planner=cem planner_objective=reward
            action_head=false value_head=false imagination_horizon=0 train_action_noise=0.3
            """));
    ALL.put("debug", debug());
    ALL.put(
        "pcont",
        of(
            """
            gradient_heads=[image,reward,pcont] imagination_skip_last=1
            value_loss_pcont=true action_loss_pcont=true action_discount=1.0 value_discount=1.0
            """));
    ALL.put(
        "discrete",
        of(
            """
            action_head_dist=onehot_score imagination_horizon=10 divergence_scale=0.1
            clip_rewards=tanh action_noise_type=epsilon_greedy train_action_noise=0.4
            train_action_noise_ramp=-10000000 train_action_noise_min=0.25 test_action_noise=0.001
            """));
    ALL.put("atari", of("max_length=27000 atari_lifes=true"));
    ALL.put("laptop", laptop());
    ALL.put("danijar", danijar());
    ALL.put("rllib", rllib());
  }

  private Presets() {}

  private static Map<String, Object> debug() {
    Map<String, Object> values =
        of(
            """
            debug=true action_repeat=50 num_seed_episodes=1 num_seed_steps=1 collect_steps=1
            train_steps=10 test_steps=10 max_steps=500 model_size=10 state_size=5 num_layers=1
            num_units=10 batch_shape=[5,10] loader_every=5 loader_window=2
            """);
    List<?> collects = List.of(of("steps_after=10 steps_every=10"));
    values.put("train_collects", collects);
    values.put("test_collects", collects);
    return values;
  }

  /**
   * The same algorithm at a size that learns the quick-start task on two cores within minutes:
   * narrow networks, small batches, and discounts that fit episodes of 50 steps. Three free nats
   * would hold all there is to know of that task: the prior would never learn to remember it.
   */
  private static Map<String, Object> laptop() {
    Map<String, Object> values = new LinkedHashMap<>(get("dreamer"));
    values.putAll(
        of(
            """
            batch_shape=[16,16] conv_depth=8 num_units=100 model_size=100 state_size=20
            free_nats=1.0 model_lr=0.001 value_lr=0.0003 action_discount=0.95 value_discount=0.95
            num_seed_episodes=10 num_seed_steps=500 collect_steps=50 collect_every=400
            train_steps=4000 max_env_steps=15000
            """));
    return values;
  }

  /**
   * What danijar/dreamer, the same author's later code in TensorFlow 2, does differently. With
   * {@code pcont} beside it the pcont head counts ten times.
   */
  private static Map<String, Object> danijar() {
    Map<String, Object> values = new LinkedHashMap<>(get("dreamer"));
    values.putAll(
        of(
            """
            image_scaling=centered gru=reset_after statistics=joint free_nats_per=mean
            bootstrap_state=last optimizer_epsilon=1e-7 pcont_head=false pcont_loss_scale=10.0
            state_diagnostics=false max_env_steps=5000000
            """));
    return values;
  }

  /** What Dreamer in RLlib does differently: exploration noise in tests too, among others. */
  private static Map<String, Object> rllib() {
    Map<String, Object> values = new LinkedHashMap<>(danijar());
    values.putAll(
        of(
            """
            optimizer_epsilon=1e-8 action_activation=relu test_action_noise=0.3
            loader=window loader_window=1000
            """));
    return values;
  }

  private static Map<String, Object> of(String text) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String pair : text.strip().split("\\s+")) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], parts[1]);
    }
    return values;
  }

  /** Names of all presets, sorted. */
  static Set<String> names() {
    return Collections.unmodifiableSet(ALL.keySet());
  }

  /**
   * The values of a preset; they cannot be changed.
   *
   * @throws IllegalArgumentException if there is no such preset
   */
  public static Map<String, Object> get(String name) {
    Names.requireKnown("preset", List.of(name), ALL.keySet());
    return Collections.unmodifiableMap(Objects.requireNonNull(ALL.get(name)));
  }
}
