package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.config.ModelConfig;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.nn.Dense;
import org.dreamer4j.models.nn.LayerNames;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Mean and standard deviation of a stochastic state, [N, D] to [N, S] each: from two layers, as
 * google-research/dreamer, or from one layer of twice the size, its first half the mean, as
 * danijar/dreamer.
 */
final class Statistics {
  private final Net net;
  private final ModelConfig config;
  private final List<Dense> layers = new ArrayList<>();

  Statistics(Net net, ModelConfig config, LayerNames names) {
    this.net = net;
    this.config = config;
    long units = config.modelSize();
    long size = config.stateSize();
    switch (config.statistics()) {
      case SEPARATE -> {
        layers.add(new Dense(net, names.next("dense"), units, size));
        layers.add(new Dense(net, names.next("dense"), units, size));
      }
      case JOINT -> layers.add(new Dense(net, names.next("dense"), units, 2 * size));
    }
  }

  /** The distribution at hidden units [N, D]. */
  Normal of(Operand<TFloat32> hidden) {
    var tf = net.tf();
    List<? extends Operand<TFloat32>> parts =
        layers.size() == 1
            ? tf.split(tf.constant(1), layers.get(0).apply(hidden), 2L).output()
            : layers.stream().map(layer -> layer.apply(hidden)).toList();
    Operand<TFloat32> stddev = net.plus(tf.math.softplus(parts.get(1)), config.minStddev());
    return new Normal(parts.get(0), stddev);
  }
}
