package org.dreamer4j.models.nn;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.config.ModelConfig.Activation;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Hidden dense layers of one width, each followed by the activation: [N, in] to [N, units]. */
public final class Mlp {
  private final Net net;
  private final Activation activation;
  private final List<Dense> layers = new ArrayList<>();

  /** Makes {@code count} layers under the next free dense names. */
  public Mlp(Net net, LayerNames names, long in, long units, int count, Activation activation) {
    this.net = net;
    this.activation = activation;
    for (int i = 0; i < count; i++) {
      layers.add(new Dense(net, names.next("dense"), i == 0 ? in : units, units));
    }
  }

  /** Applies all layers: [N, in] to [N, units]. */
  public Operand<TFloat32> apply(Operand<TFloat32> x) {
    Operand<TFloat32> hidden = x;
    for (Dense layer : layers) {
      hidden = net.activate(activation, layer.apply(hidden));
    }
    return hidden;
  }
}
