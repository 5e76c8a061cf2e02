package org.dreamer4j.models;

import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.core.config.ModelConfig.ActionDistribution;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.dist.TanhNormal;
import org.dreamer4j.models.nn.Dense;
import org.dreamer4j.models.nn.LayerNames;
import org.dreamer4j.models.nn.Mlp;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The actor: [N, F] to a tanh-normal over [N, A] with
 *
 * <pre>
 * mean   = 5 tanh(m / 5)      (tanh_normal: m)
 * stddev = softplus(s + log(exp(init_std) - 1)) + min_std
 * </pre>
 *
 * Source: google-research/dreamer {@code networks/basic.py}, paper appendix A.
 */
final class ActionHead {
  static final String PREFIX = "graph/head_action/";
  private static final double MEAN_SCALE = 5;

  private final Net net;
  private final ModelConfig config;
  private final long actionSize;
  private final Mlp hidden;
  private final Dense mean;
  private final Dense stddev;

  ActionHead(Net net, ModelConfig config, long actionSize) {
    this.net = net;
    this.config = config;
    this.actionSize = actionSize;
    LayerNames names = new LayerNames("graph/head_action");
    long units = config.numUnits();
    hidden =
        new Mlp(
            net, names, config.featureSize(), units, config.actionLayers(), config.activation());
    mean = new Dense(net, names.next("dense"), units, actionSize);
    stddev = new Dense(net, names.next("dense"), units, actionSize);
  }

  /** The action distribution at features [N, F]. */
  TanhNormal distribution(Operand<TFloat32> feature) {
    Shapes.check("feature of the action head", feature, -1, config.featureSize());
    Operand<TFloat32> x = hidden.apply(feature);
    Operand<TFloat32> center = mean.apply(x);
    if (config.actionHeadDist() == ActionDistribution.TANH_NORMAL_TANH) {
      Operand<TFloat32> bounded = net.tf().math.tanh(net.times(center, 1 / MEAN_SCALE));
      center = net.times(bounded, MEAN_SCALE);
    }
    double raw = Math.log(Math.expm1(config.actionHeadInitStd()));
    Operand<TFloat32> spread =
        net.plus(net.tf().math.softplus(net.plus(stddev.apply(x), raw)), config.actionHeadMinStd());
    return new TanhNormal(new Normal(center, spread));
  }

  long actionSize() {
    return actionSize;
  }
}
