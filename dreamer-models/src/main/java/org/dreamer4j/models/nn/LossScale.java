package org.dreamer4j.models.nn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * The dynamic scale of a loss that is differentiated in half precision, as TensorFlow 2's {@code
 * LossScaleOptimizer} has it: gradients too small for half precision are lifted above its smallest
 * number. It starts at 2^15. An update whose gradient is not finite is left out and halves the
 * scale; 2,000 updates in a row that are not double it, up to 2^24. All are powers of two, so that
 * scaling alone changes no bit of a gradient.
 */
public final class LossScale {
  static final double INITIAL = 32768;
  static final int UPDATES_TO_GROW = 2000;
  static final double SMALLEST = 1;

  /** Beyond it nothing is gained, and an infinite scale would never come down. */
  static final double LARGEST = 1 << 24;

  private static final String SCALE = "loss_scale";
  private static final String GOOD_UPDATES = "good_updates";

  private final Net net;
  private final Variable<TFloat32> scale;
  private final Variable<TFloat32> goodUpdates;

  private LossScale(Net net, Variable<TFloat32> scale, Variable<TFloat32> goodUpdates) {
    this.net = net;
    this.scale = scale;
    this.goodUpdates = goodUpdates;
  }

  static LossScale create(Net net, String scope) {
    return new LossScale(
        net,
        net.variables().constant(scope + SCALE, INITIAL),
        net.variables().constant(scope + GOOD_UPDATES, 0));
  }

  /** Whether a variable of this name belongs to a loss scale. */
  public static boolean isStateOf(String variable) {
    return variable.endsWith("/cond/" + SCALE) || variable.endsWith("/cond/" + GOOD_UPDATES);
  }

  /** The present scale, a scalar. */
  public Operand<TFloat32> value() {
    return scale.value();
  }

  /**
   * The norm to show: 0 where an update was left out for want of a smaller scale, which is part of
   * the method and no sign of a divergence.
   *
   * @param norm of the gradients, a scalar
   */
  public Operand<TFloat32> shown(Operand<TFloat32> norm) {
    Ops tf = net.tf();
    Operand<TBool> smallerIsLeft = tf.math.greater(scale.value(), net.constant(SMALLEST));
    Operand<TBool> leftOut =
        tf.math.logicalAnd(tf.math.logicalNot(tf.math.isFinite(norm)), smallerIsLeft);
    return tf.select(leftOut, net.constant(0), norm);
  }

  Operand<TFloat32> up(Operand<TFloat32> loss) {
    return net.tf().math.mul(loss, scale.value());
  }

  Operand<TFloat32> down(Operand<TFloat32> gradient) {
    return net.tf().math.div(gradient, scale.value());
  }

  /** Lets a gradient pass; whatever takes it does not run where the norm is not finite. */
  Operand<TFloat32> onlyIfFinite(Operand<TFloat32> gradient, Operand<TFloat32> norm) {
    return net.tf().switchCond(gradient, net.tf().math.isFinite(norm)).outputTrue();
  }

  /**
   * Sets the scale for the next update.
   *
   * @param norm of the gradients, a scalar
   * @param update runs only where the norm is finite
   * @return op that runs in either case, after the update
   */
  Op adjust(Operand<TFloat32> norm, Op update) {
    Ops tf = net.tf();
    Operand<TBool> finite = tf.math.isFinite(norm);
    Operand<TFloat32> good = tf.select(finite, net.plus(goodUpdates.value(), 1), net.constant(0));
    Operand<TBool> grows = tf.math.greaterEqual(good, net.constant(UPDATES_TO_GROW));
    Operand<TFloat32> halved =
        tf.math.maximum(net.times(scale.value(), 0.5), net.constant(SMALLEST));
    Operand<TFloat32> grown =
        tf.select(
            grows,
            tf.math.minimum(net.times(scale.value(), 2), net.constant(LARGEST)),
            scale.value());
    var branches = tf.switchCond(norm, finite);
    Op either =
        tf.merge(
            List.of(
                tf.withControlDependencies(List.of(update)).identity(branches.outputTrue()),
                branches.outputFalse()));
    return tf.withControlDependencies(
            List.of(
                either,
                tf.assignVariableOp(scale.handle(), tf.select(finite, grown, halved)),
                tf.assignVariableOp(goodUpdates.handle(), tf.select(grows, net.constant(0), good))))
        .noOp();
  }
}
