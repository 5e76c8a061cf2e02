package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How actor and value learn in imagination. */
public record BehaviorConfig(
    @Setting(value = "15", unit = "steps", about = "H, length of imagined trajectories.")
        int imaginationHorizon,
    @Setting(
            value = "0",
            unit = "rows",
            about = "Rows at a sequence's end not imagined from.",
            noneIs = "0")
        int imaginationSkipLast,
    @Setting(value = "true", about = "Whether trajectories include their start.", used = false)
        boolean imaginationIncludeInitial,
    @Setting(value = "model", about = "What the actor learns from.") Source actionSource,
    @Setting(value = "none", unit = "steps", about = "H for the actor if imagination_horizon is 0.")
        OptionalInt actionModelHorizon,
    @Setting(value = "true", about = "Whether the actor's returns end in a value.")
        boolean actionBootstrap,
    @Setting(value = "0.99", about = "Discount of the actor's returns.") double actionDiscount,
    @Setting(value = "0.95", about = "Lambda of the actor's returns.") double actionLambda,
    @Setting(value = "1.0", about = "Part of the actor that a target update copies.")
        double actionTargetUpdate,
    @Setting(value = "50000", unit = "sequences", about = "Training between two target updates.")
        long actionTargetPeriod,
    @Setting(value = "false", about = "Whether predicted pcont discounts the actor's returns.")
        boolean actionLossPcont,
    @Setting(value = "false", about = "Whether predicted pcont gives the actor no gradient.")
        boolean actionPcontStopGrad,
    @Setting(value = "true", about = "Whether the actor's loss is weighted by discounts.")
        boolean actionPcontWeight,
    @Setting(value = "model", about = "What the value learns from.") Source valueSource,
    @Setting(
            value = "none",
            unit = "steps",
            about = "H for the value if it imagines by itself; none: imagination_horizon.")
        OptionalInt valueModelHorizon,
    @Setting(value = "true", about = "Whether value targets end in a value.")
        boolean valueBootstrap,
    @Setting(value = "0.99", about = "Discount of the value targets.") double valueDiscount,
    @Setting(value = "0.95", about = "Lambda of the value targets.") double valueLambda,
    @Setting(value = "1.0", about = "Part of the value head that a target update copies.")
        double valueTargetUpdate,
    @Setting(value = "50000", unit = "sequences", about = "Training between two target updates.")
        long valueTargetPeriod,
    @Setting(value = "false", about = "Whether predicted pcont discounts the value targets.")
        boolean valueLossPcont,
    @Setting(value = "true", about = "Whether the value loss is weighted by discounts.")
        boolean valuePcontWeight,
    @Setting(value = "false", about = "Whether value targets count entropy as reward.")
        boolean valueMaxent,
    @Setting(
            value = "second_last",
            about =
                "State whose value ends a return: the last that is learned from, or the one after.",
            origin = OURS)
        BootstrapState bootstrapState,
    @Setting(value = "0.0", about = "Weight of the actor's entropy in its objective.")
        double actionBeta,
    @Setting(
            value = "none",
            about =
                "Scales action_beta by actions: above 0 times value * A, below 0 over value * A.")
        OptionalDouble actionBetaDimsValue,
    @Setting(value = "0.0", about = "Weight of the imagined states' entropy in the objective.")
        double stateBeta,
    @Setting(value = "true", about = "Whether the actor's input gives no gradient.")
        boolean stopGradPreAction) {

  /** What actor or value learn from. */
  public enum Source {
    /** Imagined trajectories. */
    MODEL,
    /** The replayed actions: behaviour cloning. */
    DATASET
  }

  /** The state whose value ends a return. */
  public enum BootstrapState {
    /** State H-2, the last that is learned from, as google-research/dreamer. */
    SECOND_LAST,
    /** State H-1, as danijar/dreamer. */
    LAST
  }

  public BehaviorConfig {
    Checks.notNegative("imagination_horizon", imaginationHorizon);
    Checks.notNegative("imagination_skip_last", imaginationSkipLast);
    horizon("action_model_horizon", actionModelHorizon);
    horizon("value_model_horizon", valueModelHorizon);
    Checks.within("action_discount", actionDiscount, 0, 1);
    Checks.within("action_lambda", actionLambda, 0, 1);
    targetUpdate("action_target_update", actionTargetUpdate);
    Checks.positive("action_target_period", actionTargetPeriod);
    Checks.within("value_discount", valueDiscount, 0, 1);
    Checks.within("value_lambda", valueLambda, 0, 1);
    targetUpdate("value_target_update", valueTargetUpdate);
    Checks.positive("value_target_period", valueTargetPeriod);
    if (valueSource == Source.DATASET) {
      throw new IllegalArgumentException(
          "value_source dataset does not run in the reference either: use model");
    }
    Checks.notNegative("action_beta", actionBeta);
    Checks.notNegative("state_beta", stateBeta);
  }

  private static void targetUpdate(String key, double amount) {
    if (amount != 1 && !(amount > 0 && amount <= 0.5)) {
      throw new IllegalArgumentException(
          key + " must be 1 (a whole copy) or lie in (0, 0.5], got " + amount);
    }
  }

  private static void horizon(String key, OptionalInt steps) {
    steps.ifPresent(
        count -> {
          if (count < 2) {
            throw new IllegalArgumentException(key + " must be at least 2, got " + count);
          }
        });
  }
}
