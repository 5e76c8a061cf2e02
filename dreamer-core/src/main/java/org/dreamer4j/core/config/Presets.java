package org.dreamer4j.core.config;

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
        Map.of(
            "train_planner", "policy_sample",
            "test_planner", "policy_mode",
            "train_action_noise", 0.3));
    ALL.put(
        "debug",
        Map.ofEntries(
            Map.entry("action_repeat", 50),
            Map.entry("num_seed_episodes", 1),
            Map.entry("num_seed_steps", 1),
            Map.entry("collect_steps", 1),
            Map.entry("collect_every", 10),
            Map.entry("train_steps", 10),
            Map.entry("test_steps", 10),
            Map.entry("max_steps", 500),
            Map.entry("model_size", 10),
            Map.entry("state_size", 5),
            Map.entry("num_layers", 1),
            Map.entry("num_units", 10),
            Map.entry("batch_shape", List.of(5, 10)),
            Map.entry("loader_every", 5)));
    ALL.put("laptop", laptop());
    ALL.put(
        "pcont",
        Map.of(
            "gradient_heads",
            List.of("image", "reward", "pcont"),
            "imagination_skip_last",
            1,
            "value_loss_pcont",
            true,
            "action_loss_pcont",
            true,
            "action_discount",
            1.0,
            "value_discount",
            1.0));
  }

  private Presets() {}

  /**
   * The same algorithm at a size that learns the quick-start task on two cores within minutes:
   * narrow networks, small batches, and discounts that fit episodes of 50 steps. Three free nats
   * would hold all there is to know of that task: the prior would never learn to remember it.
   */
  private static Map<String, Object> laptop() {
    Map<String, Object> values = new TreeMap<>(get("dreamer"));
    values.put("batch_shape", List.of(16, 16));
    values.put("conv_depth", 8);
    values.put("num_units", 100);
    values.put("model_size", 100);
    values.put("state_size", 20);
    values.put("free_nats", 1.0);
    values.put("model_lr", 1e-3);
    values.put("value_lr", 3e-4);
    values.put("action_discount", 0.95);
    values.put("value_discount", 0.95);
    values.put("num_seed_episodes", 10);
    values.put("num_seed_steps", 500);
    values.put("collect_steps", 50);
    values.put("collect_every", 400);
    values.put("train_steps", 4000);
    values.put("max_env_steps", 9000);
    return values;
  }

  /** Names of all presets. */
  public static Set<String> names() {
    return Set.copyOf(ALL.keySet());
  }

  /**
   * The values of a preset.
   *
   * @throws IllegalArgumentException if there is no such preset
   */
  public static Map<String, Object> get(String name) {
    Names.requireKnown("preset", List.of(name), ALL.keySet());
    return Objects.requireNonNull(ALL.get(name));
  }
}
