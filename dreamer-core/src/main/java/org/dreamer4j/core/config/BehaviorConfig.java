package org.dreamer4j.core.config;

/** How actor and value learn in imagination. */
public record BehaviorConfig(
    @Setting(value = "15", unit = "steps", about = "H, length of imagined trajectories.")
        int imaginationHorizon,
    @Setting(value = "0", unit = "rows", about = "Rows at a sequence's end not imagined from.")
        int imaginationSkipLast,
    @Setting(value = "0.99", about = "Discount of the actor's returns.") double actionDiscount,
    @Setting(value = "0.95", about = "Lambda of the actor's returns.") double actionLambda,
    @Setting(value = "false", about = "Whether predicted pcont discounts the actor's returns.")
        boolean actionLossPcont,
    @Setting(value = "false", about = "Whether predicted pcont gives the actor no gradient.")
        boolean actionPcontStopGrad,
    @Setting(value = "true", about = "Whether the actor's loss is weighted by discounts.")
        boolean actionPcontWeight,
    @Setting(value = "0.99", about = "Discount of the value targets.") double valueDiscount,
    @Setting(value = "0.95", about = "Lambda of the value targets.") double valueLambda,
    @Setting(value = "false", about = "Whether predicted pcont discounts the value targets.")
        boolean valueLossPcont,
    @Setting(value = "true", about = "Whether the value loss is weighted by discounts.")
        boolean valuePcontWeight) {

  public BehaviorConfig {
    if (imaginationHorizon < 2) {
      throw new IllegalArgumentException(
          "imagination_horizon must be at least 2, got " + imaginationHorizon);
    }
    Checks.notNegative("imagination_skip_last", imaginationSkipLast);
    Checks.within("action_discount", actionDiscount, 0, 1);
    Checks.within("action_lambda", actionLambda, 0, 1);
    Checks.within("value_discount", valueDiscount, 0, 1);
    Checks.within("value_lambda", valueLambda, 0, 1);
  }
}
