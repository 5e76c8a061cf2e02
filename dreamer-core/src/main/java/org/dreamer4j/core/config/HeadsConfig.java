package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dreamer4j.core.config.ModelConfig.Activation;

/** What is predicted from the model's features, actor and value included. */
public record HeadsConfig(
    @Setting(value = "400", unit = "units", about = "Width of all dense heads.") int numUnits,
    @Setting(value = "3", about = "Hidden layers of a head that has no key of its own.")
        int numLayers,
    @Setting(value = "2", about = "Hidden layers of the reward head.") int rewardLayers,
    @Setting(
            value = "{}",
            key = "*_layers",
            about = "Hidden layers of one head, e.g. pcont_layers or position_layers.")
        Map<String, Integer> layers,
    @Setting(value = "[image, reward]", about = "Heads whose gradient trains the model.")
        List<String> gradientHeads,
    @Setting(value = "true", about = "Whether vectors of the environment get diagnostic heads.")
        boolean stateDiagnostics,
    @Setting(value = "true", about = "Whether there is a pcont head.", origin = OURS)
        boolean pcontHead,
    @Setting(value = "conv", about = "Kind of image decoder.") ImageHead imageHead,
    @Setting(value = "1.0", about = "Standard deviation of the image head.") double imageHeadStd,
    @Setting(value = "false", about = "Whether a head predicts the return so far.")
        boolean returnHead,
    @Setting(value = "true", about = "Whether there is a value head.") boolean valueHead,
    @Setting(value = "3", about = "Hidden layers of the value head.") int valueLayers,
    @Setting(value = "normal", about = "Distribution of the value head.")
        ValueDistribution valueDist,
    @Setting(value = "false", about = "Whether value targets come from a slow copy of the head.")
        boolean valueTargetHead,
    @Setting(value = "true", about = "Whether there is an actor.") boolean actionHead,
    @Setting(value = "4", about = "Hidden layers of the action head.") int actionLayers,
    @Setting(value = "elu", about = "Activation of the actor's hidden layers.", origin = OURS)
        Activation actionActivation,
    @Setting(value = "none", about = "Activation of the actor's mean.")
        Activation actionMeanActivation,
    @Setting(value = "tanh_normal_tanh", about = "Distribution of the action head.")
        ActionDistribution actionHeadDist,
    @Setting(value = "learned", about = "Standard deviation of the action: learned, or a number.")
        String actionHeadStd,
    @Setting(value = "5.0", about = "Standard deviation of the action before tanh at the start.")
        double actionHeadInitStd,
    @Setting(value = "0.0001", about = "Smallest standard deviation of the action before tanh.")
        double actionHeadMinStd,
    @Setting(value = "false", about = "Whether imagination acts with a slow copy of the actor.")
        boolean actionTargetHead,
    @Setting(value = "false", about = "Whether features are contrasted with embeddings.")
        boolean cpcHead,
    @Setting(value = "3", about = "Hidden layers of the contrastive head.") int cpcHeadLayers,
    @Setting(value = "normal", about = "Distribution of the contrastive head.")
        CpcDistribution cpcHeadDist,
    @Setting(
            value = "learned",
            about = "Standard deviation of the contrastive head: learned, or a number.")
        String cpcHeadStd) {

  /** The word for a standard deviation that a layer computes. */
  public static final String LEARNED = "learned";

  /** Kinds of image decoder. */
  public enum ImageHead {
    /** Deconvolutions. */
    CONV
  }

  /** Distributions of the value head. */
  public enum ValueDistribution {
    /** A normal with standard deviation 1. */
    NORMAL
  }

  /** Distributions of the contrastive head. */
  public enum CpcDistribution {
    /** A normal. */
    NORMAL
  }

  /** Distributions of the action head. */
  public enum ActionDistribution {
    /** tanh of a normal whose mean is bounded by 5 tanh(m / 5). */
    TANH_NORMAL_TANH,
    /** tanh of a normal. */
    TANH_NORMAL,
    /** A normal. */
    NORMAL,
    /** A normal cut off at -1 and 1. */
    TRUNC_NORMAL,
    /** The mean itself. */
    DETERMINISTIC,
    /** One of n actions, with a score-function gradient. */
    ONEHOT_SCORE,
    /** One of n actions, with a straight-through gradient. */
    ONEHOT_STRAIGHT;

    /** Whether actions are one-hot vectors. */
    public boolean isDiscrete() {
      return this == ONEHOT_SCORE || this == ONEHOT_STRAIGHT;
    }
  }

  public HeadsConfig {
    gradientHeads = List.copyOf(gradientHeads);
    layers = Collections.unmodifiableMap(new TreeMap<>(layers));
    Checks.positive("num_units", numUnits);
    Checks.positive("num_layers", numLayers);
    Checks.positive("reward_layers", rewardLayers);
    layers.forEach((head, count) -> Checks.positive(head + "_layers", count));
    Checks.positive("value_layers", valueLayers);
    Checks.positive("action_layers", actionLayers);
    Checks.positive("cpc_head_layers", cpcHeadLayers);
    Checks.above("image_head_std", imageHeadStd, 0);
    Checks.above("action_head_init_std", actionHeadInitStd, 0);
    Checks.notNegative("action_head_min_std", actionHeadMinStd);
    requireDeviation("action_head_std", actionHeadStd);
    requireDeviation("cpc_head_std", cpcHeadStd);
    if (gradientHeads.isEmpty()) {
      throw new IllegalArgumentException(
          "gradient_heads needs a head that trains the model, e.g. [image, reward]");
    }
  }

  /** Whether there is a pcont head, as a diagnostic or to train the model. */
  public boolean hasPcont() {
    return pcontHead || gradientHeads.contains("pcont");
  }

  /** Hidden layers of a head. */
  public int layersOf(String head) {
    int fallback = head.equals("reward") ? rewardLayers : numLayers;
    return layers.getOrDefault(head, fallback);
  }

  private static void requireDeviation(String key, String value) {
    if (value.equals(LEARNED)) {
      return;
    }
    try {
      Checks.above(key, Double.parseDouble(value), 0);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          key + " needs 'learned' or a number above 0, got '" + value + "'");
    }
  }
}
