package org.dreamer4j.models;

import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.nn.Dense;
import org.dreamer4j.models.nn.LayerNames;
import org.dreamer4j.models.nn.Mlp;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Hidden dense layers and a linear one: reward, value, pcont and state heads. Source:
 * google-research/dreamer {@code networks/basic.py}.
 */
final class DenseHead {
  private final Net net;
  private final String name;
  private final long featureSize;
  private final long size;
  private final Mlp hidden;
  private final Dense out;

  /**
   * A head below {@code graph/head_<name>}.
   *
   * @param layers hidden layers
   * @param size elements of the output
   */
  DenseHead(Net net, DreamerConfig config, String name, int layers, long size) {
    this.net = net;
    this.name = name;
    this.featureSize = config.model().featureSize();
    this.size = size;
    LayerNames names = new LayerNames(scope(name));
    long units = config.heads().numUnits();
    hidden = new Mlp(net, names, featureSize, units, layers, config.model().activation());
    out = new Dense(net, names.next("dense"), units, size);
  }

  static String scope(String name) {
    return "graph/head_" + name;
  }

  /** Prefix of the names of this head's variables. */
  String prefix() {
    return scope(name) + "/";
  }

  /** Means or logits: [N, F] to [N, size]. */
  Operand<TFloat32> vector(Operand<TFloat32> feature) {
    Shapes.check("feature of head " + name, feature, -1, featureSize);
    return out.apply(hidden.apply(feature));
  }

  /** Mean or logit of a head with one output: [N, F] to [N]. */
  Operand<TFloat32> scalar(Operand<TFloat32> feature) {
    return net.reshape(vector(feature), -1);
  }

  /** {@link #scalar} for several losses, which go back through the head once. */
  Operand<TFloat32> scalarForLosses(Operand<TFloat32> feature) {
    Shapes.check("feature of head " + name, feature, -1, featureSize);
    return net.reshape(hidden.applyForLosses(feature, out), -1);
  }

  long size() {
    return size;
  }
}
