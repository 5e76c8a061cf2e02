package org.dreamer4j.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.export.DreamerPolicy.Choice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands in which an agent plays episodes. */
final class PlayOptions {
  @Option(
      names = "--planner",
      paramLabel = "P",
      description =
          "policy_mode, policy_sample, cem or shooting; default: the training's. For a saved model"
              + " policy_mode or policy_sample; default: without noise, as served.")
  private @Nullable String planner;

  @Mixin private SeedOption seed = new SeedOption();

  @Mixin private ActingOptions acting = new ActingOptions();

  /** Where to act, or null for the first task that was learned. */
  @Nullable String task() {
    return acting.task;
  }

  /** What graphs run on when actions are chosen in this way. */
  Execution execution(Planner planner) {
    return acting.execution(planner);
  }

  /** Of environment and noise. */
  long seed(DreamerConfig config) {
    return seed.or(config);
  }

  /** The values of {@code --params} by key. */
  Map<String, Object> params() {
    return acting.values();
  }

  /** Configuration keys that were given, the planner among them. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>(acting.values());
    if (planner != null) {
      values.put("test_planner", planner);
    }
    return values;
  }

  /**
   * How a saved model acts.
   *
   * @throws UsageException if it cannot do what was asked for
   */
  Choice choice() {
    if (planner == null) {
      return Choice.DETERMINISTIC;
    }
    return switch (planner) {
      case "policy_mode" -> Choice.MODE;
      case "policy_sample" -> Choice.SAMPLE;
      default ->
          throw new UsageException(
              "a saved model acts by policy_mode or policy_sample, not by '" + planner + "'");
    };
  }
}
