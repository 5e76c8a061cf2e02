package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

/** Adam for the model, the value, the actor and each diagnostic head. */
public record OptimizerConfig(
    @Setting(value = "0.0006", about = "Learning rate of the model.") double modelLr,
    @Setting(value = "100", about = "Largest global norm of the model's gradient.")
        double modelGradientClipping,
    @Setting(value = "0.00008", about = "Learning rate of the value.") double valueLr,
    @Setting(value = "100", about = "Largest global norm of the value's gradient.")
        double valueGradientClipping,
    @Setting(value = "0.00008", about = "Learning rate of the actor.") double actionLr,
    @Setting(value = "100", about = "Largest global norm of the actor's gradient.")
        double actionGradientClipping,
    @Setting(value = "0.001", about = "Learning rate of diagnostic heads.") double defaultLr,
    @Setting(value = "1000", about = "Largest global norm of a diagnostic head's gradient.")
        double defaultGradientClipping,
    @Setting(value = "0.0001", about = "Adam's epsilon in TensorFlow 1's form.")
        double optimizerEpsilon,
    @Setting(
            value = "false",
            about =
                "Whether a GPU multiplies in half precision; losses are scaled for it, and updates"
                    + " that overflow left out.",
            origin = OURS)
        boolean mixedPrecision) {

  public OptimizerConfig {
    Checks.above("model_lr", modelLr, 0);
    Checks.above("value_lr", valueLr, 0);
    Checks.above("action_lr", actionLr, 0);
    Checks.above("default_lr", defaultLr, 0);
    Checks.above("model_gradient_clipping", modelGradientClipping, 0);
    Checks.above("value_gradient_clipping", valueGradientClipping, 0);
    Checks.above("action_gradient_clipping", actionGradientClipping, 0);
    Checks.above("default_gradient_clipping", defaultGradientClipping, 0);
    Checks.above("optimizer_epsilon", optimizerEpsilon, 0);
  }

  /**
   * How far an update of an optimizer goes.
   *
   * @param rate learning rate
   * @param clipping largest global norm of the gradient
   */
  public record Step(double rate, double clipping) {}

  /**
   * The steps of an optimizer.
   *
   * @param optimizer {@code model}, {@code action}, {@code value} or the name of a diagnostic head
   */
  public Step step(String optimizer) {
    return switch (optimizer) {
      case "model" -> new Step(modelLr, modelGradientClipping);
      case "action" -> new Step(actionLr, actionGradientClipping);
      case "value" -> new Step(valueLr, valueGradientClipping);
      default -> new Step(defaultLr, defaultGradientClipping);
    };
  }
}
