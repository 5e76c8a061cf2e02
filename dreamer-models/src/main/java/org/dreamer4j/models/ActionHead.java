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
 * m and s come from two layers, or one with {@code statistics: joint}; with a fixed standard
 * deviation there is no s. One-hot distributions take m for logits; a separate layer for s exists
 * nevertheless, as in the reference. Source: google-research/dreamer {@code networks/basic.py},
 * paper appendix A.
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
        if (learnsSpread()) {
          out.add(new Dense(net, names.next("dense"), units, actionSize));
        }
      }
      case JOINT -> {
        long parts = discrete || !learnsSpread() ? 1 : 2;
        out.add(new Dense(net, names.next("dense"), units, parts * actionSize));
      }
    }
  }

  /** The action distribution at features [N, F]. */
  PolicyDistribution distribution(Operand<TFloat32> feature) {
    Shapes.check("feature of the action head", feature, -1, featureSize);
    List<Operand<TFloat32>> raw = raw(hidden.apply(feature));
    Operand<TFloat32> center = net.activate(config.actionMeanActivation(), raw.get(0));
    return switch (config.actionHeadDist()) {
      case TANH_NORMAL_TANH -> {
        Operand<TFloat32> bounded = net.tf().math.tanh(net.times(center, 1 / MEAN_SCALE));
        yield new TanhNormal(normal(net.times(bounded, MEAN_SCALE), raw));
      }
      case TANH_NORMAL -> new TanhNormal(normal(center, raw));
      case NORMAL -> new NormalPolicy(normal(center, raw));
      case TRUNC_NORMAL -> new TruncatedNormal(normal(center, raw));
      case DETERMINISTIC -> new Deterministic(center);
      case ONEHOT_SCORE -> new OneHot(center, OneHot.Gradient.SCORE);
      case ONEHOT_STRAIGHT -> new OneHot(center, OneHot.Gradient.STRAIGHT);
    };
  }

  /** Mean, or logits, and what the standard deviation is made of, if it is learned. */
  private List<Operand<TFloat32>> raw(Operand<TFloat32> x) {
    Operand<TFloat32> first = out.get(0).apply(x);
    if (config.actionHeadDist().isDiscrete() || !learnsSpread()) {
      // The layer for the deviations of one-hot actions gets no gradient, as in the reference.
      return List.of(first);
    }
    return out.size() == 2
        ? List.of(first, out.get(1).apply(x))
        : List.copyOf(net.tf().split(net.tf().constant(1), first, 2L).output());
  }

  private Normal normal(Operand<TFloat32> mean, List<Operand<TFloat32>> raw) {
    if (!learnsSpread()) {
      double stddev = Double.parseDouble(config.actionHeadStd());
      return new Normal(mean, net.tf().fill(net.tf().shape(mean), net.constant(stddev)));
    }
    double offset = Math.log(Math.expm1(config.actionHeadInitStd()));
    Operand<TFloat32> stddev = net.tf().math.softplus(net.plus(raw.get(1), offset));
    return new Normal(mean, net.plus(stddev, config.actionHeadMinStd()));
  }

  private boolean learnsSpread() {
    return config.actionHeadStd().equals(HeadsConfig.LEARNED);
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
