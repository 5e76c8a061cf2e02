package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.HeadsConfig;
import org.dreamer4j.core.config.HeadsConfig.ActionDistribution;
import org.dreamer4j.models.dist.Deterministic;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.dist.NormalPolicy;
import org.dreamer4j.models.dist.OneHot;
import org.dreamer4j.models.dist.PolicyDistribution;
import org.dreamer4j.models.dist.PolicyDistribution.NoiseKind;
import org.dreamer4j.models.dist.TanhNormal;
import org.dreamer4j.models.dist.TruncatedNormal;
import org.dreamer4j.models.nn.Dense;
import org.dreamer4j.models.nn.LayerNames;
import org.dreamer4j.models.nn.Mlp;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The actor: [N, F] to a distribution over [N, A] with
 *
 * <pre>
 * mean   = 5 tanh(m / 5)      (tanh_normal_tanh; else m)
 * stddev = softplus(s + log(exp(init_std) - 1)) + min_std
 * </pre>
 *
 * m and s come from two layers, or one with {@code statistics: joint}. One-hot distributions take m
 * for logits; a separate layer for s exists nevertheless, as in the reference. Source:
 * google-research/dreamer {@code networks/basic.py}, paper appendix A.
 */
final class ActionHead {
  private static final double MEAN_SCALE = 5;

  private final Net net;
  private final HeadsConfig config;
  private final String scope;
  private final long featureSize;
  private final long actionSize;
  private final Mlp hidden;
  private final List<Dense> out = new ArrayList<>();

  /**
   * A head below {@code graph/head_<name>}.
   *
   * @param name action, or action_target
   */
  ActionHead(Net net, DreamerConfig config, String name, long actionSize) {
    this.net = net;
    this.config = config.heads();
    this.scope = DenseHead.scope(name);
    this.featureSize = config.model().featureSize();
    this.actionSize = actionSize;
    LayerNames names = new LayerNames(scope);
    long units = config.heads().numUnits();
    int layers = config.heads().actionLayers();
    hidden = new Mlp(net, names, featureSize, units, layers, config.heads().actionActivation());
    boolean discrete = config.heads().actionHeadDist().isDiscrete();
    switch (config.model().statistics()) {
      case SEPARATE -> {
        out.add(new Dense(net, names.next("dense"), units, actionSize));
        out.add(new Dense(net, names.next("dense"), units, actionSize));
      }
      case JOINT ->
          out.add(new Dense(net, names.next("dense"), units, (discrete ? 1 : 2) * actionSize));
    }
  }

  /** The action distribution at features [N, F]. */
  PolicyDistribution distribution(Operand<TFloat32> feature) {
    Shapes.check("feature of the action head", feature, -1, featureSize);
    Operand<TFloat32> x = hidden.apply(feature);
    List<Operand<TFloat32>> raw = raw(x);
    Operand<TFloat32> center = net.activate(config.actionMeanActivation(), raw.get(0));
    return switch (config.actionHeadDist()) {
      case TANH_NORMAL_TANH -> {
        Operand<TFloat32> bounded = net.tf().math.tanh(net.times(center, 1 / MEAN_SCALE));
        yield new TanhNormal(new Normal(net.times(bounded, MEAN_SCALE), spread(raw.get(1))));
      }
      case TANH_NORMAL -> new TanhNormal(new Normal(center, spread(raw.get(1))));
      case NORMAL -> new NormalPolicy(new Normal(center, spread(raw.get(1))));
      case TRUNC_NORMAL -> new TruncatedNormal(new Normal(center, spread(raw.get(1))));
      case DETERMINISTIC -> new Deterministic(center);
      case ONEHOT_SCORE -> new OneHot(center, OneHot.Gradient.SCORE);
      case ONEHOT_STRAIGHT -> new OneHot(center, OneHot.Gradient.STRAIGHT);
    };
  }

  /** Mean, or logits, and what the standard deviation is made of, if there is any. */
  private List<Operand<TFloat32>> raw(Operand<TFloat32> x) {
    boolean discrete = config.actionHeadDist().isDiscrete();
    if (out.size() == 2 || discrete) {
      // The layer for the deviations of one-hot actions gets no gradient, as in the reference.
      List<Dense> used = discrete ? out.subList(0, 1) : out;
      return used.stream().map(layer -> layer.apply(x)).toList();
    }
    var tf = net.tf();
    return List.copyOf(tf.split(tf.constant(1), out.get(0).apply(x), 2L).output());
  }

  private Operand<TFloat32> spread(Operand<TFloat32> raw) {
    if (!config.actionHeadStd().equals(HeadsConfig.LEARNED)) {
      return net.constant(Double.parseDouble(config.actionHeadStd()));
    }
    double offset = Math.log(Math.expm1(config.actionHeadInitStd()));
    return net.plus(net.tf().math.softplus(net.plus(raw, offset)), config.actionHeadMinStd());
  }

  /** The noise that samples take. */
  NoiseKind noise() {
    ActionDistribution kind = config.actionHeadDist();
    if (kind.isDiscrete()) {
      return NoiseKind.GUMBEL;
    }
    return kind == ActionDistribution.TRUNC_NORMAL ? NoiseKind.UNIFORM : NoiseKind.NORMAL;
  }

  /** Prefix of the names of this head's variables. */
  String prefix() {
    return scope + "/";
  }

  long actionSize() {
    return actionSize;
  }
}
