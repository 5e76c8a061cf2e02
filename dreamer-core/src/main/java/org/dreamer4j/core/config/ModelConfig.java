package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.List;

/** Sizes of the networks and the terms of the model loss. */
public record ModelConfig(
    @Setting(value = "200", unit = "units", about = "Width of the belief and of the RSSM's layers.")
        int modelSize,
    @Setting(value = "30", unit = "units", about = "Size of the stochastic state.") int stateSize,
    @Setting(value = "400", unit = "units", about = "Width of all dense heads.") int numUnits,
    @Setting(value = "3", about = "Hidden layers of a head that has no key of its own.")
        int numLayers,
    @Setting(value = "2", about = "Hidden layers of the reward head.") int rewardLayers,
    @Setting(value = "0", about = "Hidden layers of the pcont head; 0 takes num_layers.")
        int pcontLayers,
    @Setting(value = "3", about = "Hidden layers of the value head.") int valueLayers,
    @Setting(value = "4", about = "Hidden layers of the action head.") int actionLayers,
    @Setting(value = "elu", about = "Activation of dense layers: elu, relu, tanh, swish, softplus.")
        Activation activation,
    @Setting(
            value = "32",
            unit = "filters",
            about = "Filters of the first encoder layer; the others are multiples.",
            origin = OURS)
        int convDepth,
    @Setting(
            value = "rewritten",
            about = "How slow convolutions run: plain, or rewritten as products of the same value.",
            origin = OURS)
        Convolutions convs,
    @Setting(value = "0.1", about = "Smallest standard deviation of prior and posterior.")
        double minStddev,
    @Setting(value = "3.0", unit = "nats", about = "Divergence that is not penalised.")
        double freeNats,
    @Setting(value = "1.0", about = "Weight of the divergence in the model loss.")
        double divergenceScale,
    @Setting(value = "1.0", about = "Weight of the image log-likelihood.") double imageLossScale,
    @Setting(value = "1.0", about = "Weight of the reward log-likelihood.") double rewardLossScale,
    @Setting(value = "1.0", about = "Weight of the pcont log-likelihood.") double pcontLossScale,
    @Setting(
            value = "[image, reward]",
            about = "Heads whose gradient trains the model; the others are diagnostics.")
        List<String> gradientHeads,
    @Setting(value = "true", about = "Whether vectors of the environment get diagnostic heads.")
        boolean stateDiagnostics,
    @Setting(value = "tanh_normal_tanh", about = "Distribution of the action head.")
        ActionDistribution actionHeadDist,
    @Setting(value = "5.0", about = "Standard deviation of the action before tanh at the start.")
        double actionHeadInitStd,
    @Setting(value = "0.0001", about = "Smallest standard deviation of the action before tanh.")
        double actionHeadMinStd) {

  /** Activations of dense layers. */
  public enum Activation {
    /** Exponential linear unit. */
    ELU,
    /** Rectifier. */
    RELU,
    /** Hyperbolic tangent. */
    TANH,
    /** x * sigmoid(x). */
    SWISH,
    /** log(1 + exp(x)). */
    SOFTPLUS
  }

  /** How convolutions are computed; the variables and the values are the same. */
  public enum Convolutions {
    /** TensorFlow's own kernels throughout. */
    PLAIN,
    /** Shapes on which those kernels are slow become matrix products or dense convolutions. */
    REWRITTEN
  }

  /** Distributions of the action head. */
  public enum ActionDistribution {
    /** tanh of a normal whose mean is bounded by 5 tanh(m / 5). */
    TANH_NORMAL_TANH,
    /** tanh of a normal. */
    TANH_NORMAL
  }

  public ModelConfig {
    gradientHeads = List.copyOf(gradientHeads);
    Checks.positive("model_size", modelSize);
    Checks.positive("state_size", stateSize);
    Checks.positive("num_units", numUnits);
    Checks.positive("num_layers", numLayers);
    Checks.positive("reward_layers", rewardLayers);
    Checks.notNegative("pcont_layers", pcontLayers);
    Checks.positive("value_layers", valueLayers);
    Checks.positive("action_layers", actionLayers);
    Checks.positive("conv_depth", convDepth);
    Checks.notNegative("min_stddev", minStddev);
    Checks.notNegative("free_nats", freeNats);
    Checks.notNegative("action_head_min_std", actionHeadMinStd);
    Checks.above("action_head_init_std", actionHeadInitStd, 0);
    if (!gradientHeads.contains("image") && !gradientHeads.contains("reward")) {
      throw new IllegalArgumentException(
          "gradient_heads needs image or reward, got " + gradientHeads);
    }
    for (String head : gradientHeads) {
      if (!List.of("image", "reward", "pcont").contains(head)) {
        throw new IllegalArgumentException(
            "gradient_heads knows image, reward and pcont, got '" + head + "'");
      }
    }
  }

  /** F, size of the feature: stochastic state and belief. */
  public int featureSize() {
    return stateSize + modelSize;
  }

  /** Hidden layers of the pcont head. */
  public int pcontHiddenLayers() {
    return pcontLayers == 0 ? numLayers : pcontLayers;
  }
}
