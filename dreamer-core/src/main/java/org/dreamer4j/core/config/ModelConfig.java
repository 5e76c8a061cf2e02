package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.List;

/** Encoder and recurrent state space model. */
public record ModelConfig(
    @Setting(value = "rssm", about = "Kind of dynamics.") Dynamics model,
    @Setting(value = "200", unit = "units", about = "Width of the belief and of the RSSM's layers.")
        int modelSize,
    @Setting(value = "30", unit = "units", about = "Size of the stochastic state.") int stateSize,
    @Setting(value = "1", about = "Hidden layers before and after the GRU and in the posterior.")
        int modelLayers,
    @Setting(value = "true", about = "Whether the prior's statistics see the GRU's output.")
        boolean futureRnn,
    @Setting(value = "false", about = "Whether the stochastic state is its mean, without noise.")
        boolean meanOnly,
    @Setting(value = "0.1", about = "Smallest standard deviation of prior and posterior.")
        double minStddev,
    @Setting(value = "elu", about = "Activation of dense layers.") Activation activation,
    @Setting(
            value = "reset_before",
            about = "Whether the GRU resets its memory before or after multiplying it.",
            origin = OURS)
        GruKind gru,
    @Setting(
            value = "separate",
            about =
                "Whether mean and standard deviation come from two layers or one of twice the size.",
            origin = OURS)
        Statistics statistics,
    @Setting(
            value = "conv",
            about = "What is encoded: images (conv), vectors (proprio), or both (fusion; ours).")
        Encoder encoder,
    @Setting(
            value = "[]",
            about = "Vectors that are encoded; [] or none: all of the environment.",
            noneIs = "[]")
        List<String> proprioEncoderKeys,
    @Setting(value = "3", about = "Hidden layers of the vector encoder; 0: vectors as they are.")
        int proprioEncoderNumLayers,
    @Setting(value = "300", unit = "units", about = "Width of the vector encoder.")
        int proprioEncoderUnits,
    @Setting(
            value = "32",
            unit = "filters",
            about = "Filters of the first encoder layer; the others are multiples.",
            origin = OURS)
        int convDepth,
    @Setting(
            value = "rewritten",
            about =
                "How slow convolutions run: plain, or rewritten as faster ones of the same value.",
            origin = OURS)
        Convolutions convs) {

  /** Kinds of dynamics. */
  public enum Dynamics {
    /** The recurrent state space model. */
    RSSM
  }

  /** What the encoder reads. */
  public enum Encoder {
    /** The image. */
    CONV,
    /** Vectors. */
    PROPRIO,
    /** The image and vectors, side by side. */
    FUSION;

    /** Whether images are encoded. */
    public boolean seesImages() {
      return this != PROPRIO;
    }

    /** Whether vectors are encoded. */
    public boolean seesVectors() {
      return this != CONV;
    }
  }

  /** Kinds of GRU; their weights cannot be converted into each other. */
  public enum GruKind {
    /** TensorFlow 1's GRUBlockCell: the candidate sees W [x, r * h]. */
    RESET_BEFORE,
    /** Keras' GRUCell: the candidate sees W x + r * (U h). */
    RESET_AFTER
  }

  /** How a layer gives mean and standard deviation. */
  public enum Statistics {
    /** One layer each. */
    SEPARATE,
    /** One layer, its first half the mean. */
    JOINT
  }

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
    SOFTPLUS,
    /** x. */
    NONE
  }

  /** How convolutions are computed; the variables and the values are the same. */
  public enum Convolutions {
    /** TensorFlow's own kernels throughout. */
    PLAIN,
    /** Where those kernels are slow, matrix products or wider convolutions of the same value. */
    REWRITTEN
  }

  public ModelConfig {
    proprioEncoderKeys = List.copyOf(proprioEncoderKeys);
    Checks.positive("model_size", modelSize);
    Checks.positive("state_size", stateSize);
    Checks.positive("model_layers", modelLayers);
    Checks.notNegative("min_stddev", minStddev);
    Checks.notNegative("proprio_encoder_num_layers", proprioEncoderNumLayers);
    Checks.positive("proprio_encoder_units", proprioEncoderUnits);
    Checks.positive("conv_depth", convDepth);
  }

  /** F, size of the feature: stochastic state and belief. */
  public int featureSize() {
    return stateSize + modelSize;
  }
}
