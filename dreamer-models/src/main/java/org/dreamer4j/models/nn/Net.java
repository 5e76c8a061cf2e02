package org.dreamer4j.models.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.config.ModelConfig.Activation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Where a graph is being built: the ops, the variables and the element type, with the few
 * combinations of ops that every network uses.
 *
 * @param tf ops of the graph
 * @param variables variables of the graph
 * @param type element type of all floats; tests build the same graph in double precision
 */
public record Net(Ops tf, Variables variables, Class<TFloat32> type) {
  /** Edges of a node that TensorFlow keeps in order. */
  private static final int MOST_INPUTS = 8;

  /** A scalar. */
  public Operand<TFloat32> constant(double value) {
    return tf.constant(type, value);
  }

  /** x + value. */
  public Operand<TFloat32> plus(Operand<TFloat32> x, double value) {
    return tf.math.add(x, constant(value));
  }

  /** x * value. */
  public Operand<TFloat32> times(Operand<TFloat32> x, double value) {
    return tf.math.mul(x, constant(value));
  }

  /** Sum over the last axis. */
  public Operand<TFloat32> sumLast(Operand<TFloat32> x) {
    return tf.sum(x, tf.constant(-1));
  }

  /** Mean of all elements, a scalar. */
  public Operand<TFloat32> mean(Operand<TFloat32> x) {
    return tf.math.mean(x, axes(x));
  }

  /** Sum of all elements, a scalar. */
  public Operand<TFloat32> sum(Operand<TFloat32> x) {
    return tf.sum(x, axes(x), Sum.keepDims(false));
  }

  /** The same elements in another shape; one size may be -1. */
  public Operand<TFloat32> reshape(Operand<TFloat32> x, long... sizes) {
    return tf.reshape(x, tf.constant(Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray()));
  }

  /** Concatenation along the last axis. */
  public Operand<TFloat32> concatLast(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.concat(List.of(a, b), tf.constant(-1));
  }

  /** Concatenation of any number of operands along the last axis. */
  public Operand<TFloat32> concatLast(List<Operand<TFloat32>> parts) {
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(-1));
  }

  /** The slices along an axis of known size. */
  public List<Operand<TFloat32>> unstack(Operand<TFloat32> x, int axis) {
    return List.copyOf(tf.unstack(x, x.shape().get(axis), Unstack.axis((long) axis)).output());
  }

  /**
   * Stacks equal shapes along a new axis, few at a time: TensorFlow differentiates the inputs of an
   * op in their order only up to {@link #MOST_INPUTS}, and beyond by their addresses in memory, so
   * that shared weights would get sums of another order in every process.
   */
  public Operand<TFloat32> stack(List<? extends Operand<TFloat32>> slices, int axis) {
    List<Operand<TFloat32>> parts = new ArrayList<>();
    for (int i = 0; i < slices.size(); i += MOST_INPUTS) {
      List<Operand<TFloat32>> few =
          List.copyOf(slices.subList(i, Math.min(slices.size(), i + MOST_INPUTS)));
      parts.add(tf.stack(few, org.tensorflow.op.core.Stack.axis((long) axis)));
    }
    return join(parts, axis);
  }

  private Operand<TFloat32> join(List<Operand<TFloat32>> parts, int axis) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int most = MOST_INPUTS - 1; // the axis is an input, too
    List<Operand<TFloat32>> joined = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += most) {
      List<Operand<TFloat32>> few = List.copyOf(parts.subList(i, Math.min(parts.size(), i + most)));
      joined.add(few.size() == 1 ? few.get(0) : tf.concat(few, tf.constant(axis)));
    }
    return join(joined, axis);
  }

  /** The number of rows (axis 0) as a scalar operand; a constant where it is known. */
  public Operand<TInt32> rows(Operand<TFloat32> x) {
    return trains(x)
        ? tf.constant(Math.toIntExact(x.shape().get(0)))
        : tf.gather(tf.shape(x), tf.constant(0), tf.constant(0));
  }

  /** Whether the graph knows the number of rows: where it trains it does, where it acts not. */
  public boolean trains(Operand<TFloat32> x) {
    return x.shape().get(0) != Shape.UNKNOWN_SIZE;
  }

  /** The root of the sum of all squares, a scalar. */
  public Operand<TFloat32> globalNorm(List<? extends Operand<TFloat32>> parts) {
    List<Operand<TFloat32>> halves = new ArrayList<>();
    parts.forEach(part -> halves.add(tf.nn.l2Loss(part)));
    return tf.math.sqrt(times(tf.math.addN(halves), 2));
  }

  /** An activation applied elementwise. */
  public Operand<TFloat32> activate(Activation activation, Operand<TFloat32> x) {
    return switch (activation) {
      case ELU -> tf.nn.elu(x);
      case RELU -> tf.nn.relu(x);
      case TANH -> tf.math.tanh(x);
      case SWISH -> tf.math.mul(x, tf.math.sigmoid(x));
      case SOFTPLUS -> tf.math.softplus(x);
      case NONE -> x;
    };
  }

  private Operand<TInt32> axes(Operand<TFloat32> x) {
    int[] axes = new int[x.shape().numDimensions()];
    Arrays.setAll(axes, i -> i);
    return tf.constant(axes);
  }
}
