package org.dreamer4j.models.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.RandomUniform;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.random.RandomStandardNormal;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * All variables of one graph by name. Names are those of the reference's TensorFlow 1 graph, so its
 * checkpoints restore by name.
 */
public final class Variables {
  private final Ops tf;
  private final Class<TFloat32> type;
  private final long seed;
  private final Map<String, Variable<?>> byName = new LinkedHashMap<>();
  private final List<Variable<TFloat32>> trainable = new ArrayList<>();

  /**
   * No variables yet.
   *
   * @param type element type of float variables
   * @param seed of the initial values
   */
  public Variables(Ops tf, Class<TFloat32> type, long seed) {
    this.tf = tf;
    this.type = type;
    this.seed = seed;
  }

  /**
   * A trainable kernel, uniform within Glorot's bounds +-sqrt(6 / (fan in + fan out)) at the start;
   * the last two sizes are the features, those before them the receptive field.
   */
  public Variable<TFloat32> kernel(String name, long... shape) {
    double fans = shape[shape.length - 2] + shape[shape.length - 1];
    for (int i = 0; i < shape.length - 2; i++) {
      fans *= shape[i];
    }
    double bound = Math.sqrt(6 / fans);
    // The framework's own Glorot draws from [0, bound) and miscounts the fans of convolutions.
    RandomUniform<TFloat32> uniform =
        new RandomUniform<>(-bound, bound, seed * 7919 + byName.size());
    Variable<TFloat32> variable =
        add(name, type, Shape.of(shape), uniform.call(tf, tf.constant(shape), type));
    trainable.add(variable);
    return variable;
  }

  /**
   * A trainable kernel [rows, columns] whose rows are orthonormal at the start; rows must not
   * outnumber columns.
   */
  public Variable<TFloat32> orthogonal(String name, long rows, long columns) {
    RandomStandardNormal.Options[] seeds = {
      RandomStandardNormal.seed(seed), RandomStandardNormal.seed2((long) byName.size() + 1)
    };
    Operand<TFloat32> random =
        tf.random.randomStandardNormal(tf.constant(new long[] {columns, rows}), type, seeds);
    Operand<TFloat32> columnsOrthonormal = tf.linalg.qr(random).q();
    Operand<TFloat32> initial =
        tf.linalg.transpose(columnsOrthonormal, tf.constant(new int[] {1, 0}));
    Variable<TFloat32> variable = add(name, type, Shape.of(rows, columns), initial);
    trainable.add(variable);
    return variable;
  }

  /** A trainable bias, the same value everywhere at the start. */
  public Variable<TFloat32> bias(String name, long size, double value) {
    return biases(name, value, size);
  }

  /** Trainable biases of any shape, the same value everywhere at the start. */
  public Variable<TFloat32> biases(String name, double value, long... shape) {
    Variable<TFloat32> variable = constant(name, value, shape);
    trainable.add(variable);
    return variable;
  }

  /** A variable that no gradient changes, the same value everywhere at the start. */
  public Variable<TFloat32> constant(String name, double value, long... shape) {
    Operand<TFloat32> initial = tf.fill(tf.constant(shape), tf.constant(type, value));
    return add(name, type, Shape.of(shape), initial);
  }

  /** A 64-bit counter that starts at 0. */
  public Variable<TInt64> counter(String name) {
    return add(name, TInt64.class, Shape.scalar(), tf.constant(0L));
  }

  /** All variables in the order in which they were made. */
  public List<Variable<?>> all() {
    return List.copyOf(byName.values());
  }

  /** Trainable variables whose name starts with one of the prefixes. */
  public List<Variable<TFloat32>> trainable(List<String> prefixes) {
    return trainable.stream()
        .filter(v -> prefixes.stream().anyMatch(v.name()::startsWith))
        .toList();
  }

  /**
   * The variable with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Variable<?> get(String name) {
    Variable<?> variable = byName.get(name);
    if (variable == null) {
      throw new IllegalArgumentException("no variable '" + name + "'");
    }
    return variable;
  }

  private <T extends TType> Variable<T> add(
      String name, Class<T> dtype, Shape shape, Operand<T> initial) {
    if (byName.containsKey(name)) {
      throw new IllegalArgumentException("variable '" + name + "' exists already");
    }
    VarHandleOp handle = tf.varHandleOp(dtype, shape, VarHandleOp.sharedName(name));
    Variable<T> variable =
        new Variable<>(
            name,
            shape,
            handle,
            tf.readVariableOp(handle, dtype),
            tf.assignVariableOp(handle, initial));
    byName.put(name, variable);
    return variable;
  }
}
