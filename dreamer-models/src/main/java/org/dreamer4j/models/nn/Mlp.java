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
    return apply(x, new ArrayList<>());
  }

  /**
   * Applies all layers and a last one with one output, whose gradient is then taken once for all
   * losses that ask for it: [N, in] to [N, 1].
   */
  public Operand<TFloat32> applyForLosses(Operand<TFloat32> x, Dense last) {
    List<Dense.Applied> applied = new ArrayList<>();
    Dense.Applied end = last.applied(apply(x, applied));
    applied.add(end);
    return OwnGradient.isRegistered() ? RowGradient.join(net, applied) : end.y();
  }

  private Operand<TFloat32> apply(Operand<TFloat32> x, List<Dense.Applied> applied) {
    Operand<TFloat32> hidden = x;
    for (Dense layer : layers) {
      Dense.Applied step = layer.applied(hidden);
      applied.add(step);
      hidden = net.activate(activation, step.y());
    }
    return hidden;
  }
}
