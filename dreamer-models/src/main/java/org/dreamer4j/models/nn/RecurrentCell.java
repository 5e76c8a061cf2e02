package org.dreamer4j.models.nn;

import org.dreamer4j.core.config.ModelConfig.GruKind;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A gated recurrent unit. */
public sealed interface RecurrentCell permits GruCell, ResetAfterGruCell {
  /**
   * One step.
   *
   * @param x input [N, in]
   * @param h previous state [N, units]
   * @return next state [N, units]
   */
  Operand<TFloat32> apply(Operand<TFloat32> x, Operand<TFloat32> h);

  /** A cell of a kind; its variables stand below a name that differs by kind. */
  static RecurrentCell create(Net net, GruKind kind, LayerNames names, long in, long units) {
    return switch (kind) {
      case RESET_BEFORE -> new GruCell(net, names.next("gru_cell"), in, units);
      case RESET_AFTER -> new ResetAfterGruCell(net, names.next("gru"), in, units);
    };
  }
}
