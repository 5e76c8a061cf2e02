package org.dreamer4j.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.dreamer4j.models.Execution;
import org.jspecify.annotations.Nullable;

/**
 * What to measure.
 *
 * @param bench what is timed
 * @param size of networks and batches
 * @param convs how slow convolutions run
 * @param against the form that an update is compared with, in turn; null for none
 * @param execution what graphs run on
 * @param batch sequences of an update, or environments acted in; null takes the size's own, or one
 *     environment
 * @param length rows of a sequence; null takes the size's own
 * @param horizon steps imagined or planned; null takes the size's own
 * @param task of the environment
 * @param simulators what simulators are told, by key
 * @param meter how long
 */
public record BenchPlan(
    Bench bench,
    Size size,
    Convolutions convs,
    @Nullable Convolutions against,
    Execution execution,
    @Nullable Integer batch,
    @Nullable Integer length,
    @Nullable Integer horizon,
    String task,
    Map<String, Object> simulators,
    Meter meter) {

  /** What can be timed. */
  public enum Bench {
    /** One update of model, actor and value. */
    TRAIN,
    /** One action for each environment, by the actor. */
    ACT,
    /** Predictions for sequences that are seen in part. */
    IMAGINE,
    /** One action for each environment, by the cross-entropy method. */
    PLAN,
    /** One batch from episodes on disk. */
    REPLAY,
    /** One step of an environment, image included. */
    ENV,
    /** One action for each environment, by an exported model. */
    SERVE;

    /** Options of the command that say something to it, besides how long and how to print. */
    public List<String> options() {
      return switch (this) {
        case TRAIN ->
            List.of(
                "--size",
                "--convs",
                "--against",
                "--device",
                "--threads",
                "--batch",
                "--length",
                "--horizon");
        case IMAGINE ->
            List.of(
                "--size", "--convs", "--device", "--threads", "--batch", "--length", "--horizon");
        case PLAN -> List.of("--size", "--convs", "--device", "--threads", "--batch", "--horizon");
        case ACT, SERVE -> List.of("--size", "--convs", "--device", "--threads", "--batch");
        case REPLAY -> List.of("--size", "--batch", "--length", "--task", "--params");
        case ENV -> List.of("--task", "--params");
      };
    }

    /** Whether an actor acts in one environment. */
    public boolean actsAlone(@Nullable Integer environments) {
      return (this == ACT || this == SERVE) && (environments == null || environments == 1);
    }

    boolean runsGraph() {
      return this != REPLAY && this != ENV;
    }

    boolean acts() {
      return this == ACT || this == PLAN || this == SERVE;
    }
  }

  /** Sizes of networks and batches. */
  public enum Size {
    /** The paper's. */
    FULL,
    /** The preset laptop. */
    LAPTOP
  }

  private static final int ACTIONS = 6;

  /** What agents see and do here: an image, six continuous actions. */
  static EnvironmentSpec spec() {
    return new EnvironmentSpec(
        Map.of(Observation.IMAGE, new Spec.Image(64, 64, 3)), Spec.Box.of(ACTIONS, -1, 1));
  }

  /**
   * The configuration that is measured.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  DreamerConfig config() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("defaults", List.of(size == Size.FULL ? "dreamer" : "laptop"));
    params.put("tasks", List.of(task));
    params.putAll(simulators);
    params.put("convs", convs.name().toLowerCase(Locale.ROOT));
    if (horizon != null) {
      params.put(bench == Bench.PLAN ? "planner_horizon" : "imagination_horizon", horizon);
    }
    DreamerConfig config = DreamerConfig.resolve(params);
    int sequences = batch == null || bench.acts() ? config.data().batchSize() : batch;
    int rows = length == null ? config.data().batchLength() : length;
    return config.with(Map.of("batch_shape", List.of(sequences, rows)));
  }

  /** Environments acted in at once. */
  int environments() {
    return batch == null ? 1 : batch;
  }
}
