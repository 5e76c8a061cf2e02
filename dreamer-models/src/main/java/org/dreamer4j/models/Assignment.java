package org.dreamer4j.models;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dreamer4j.core.Array;
import org.dreamer4j.models.nn.Variable;
import org.dreamer4j.models.nn.Variables;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Values of variables in Java, read and set. Ops for setting are added to the graph once, when
 * first needed.
 */
final class Assignment {
  private record Target(Variable<?> variable, Operand<?> value, Op assign) {}

  private final Ops tf;
  private final Variables variables;
  private final Map<String, Target> targets = new TreeMap<>();

  Assignment(Ops tf, Variables variables) {
    this.tf = tf;
    this.variables = variables;
  }

  /** Shapes of all variables by name. */
  Map<String, List<Long>> shapes() {
    return shapes(variables.all());
  }

  /** Shapes of some variables by name. */
  static Map<String, List<Long>> shapes(List<Variable<?>> variables) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (Variable<?> variable : variables) {
      shapes.put(variable.name(), sizes(variable));
    }
    return shapes;
  }

  /** Values of all trainable variables by name. */
  Map<String, Array> weights(Session session) {
    List<Variable<TFloat32>> trainable = variables.trainable(List.of(""));
    Session.Runner runner = session.runner();
    trainable.forEach(variable -> runner.fetch(variable.value()));
    Map<String, Array> weights = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < trainable.size(); i++) {
        Variable<TFloat32> variable = trainable.get(i);
        int[] shape =
            Arrays.stream(variable.shape().asArray()).mapToInt(Math::toIntExact).toArray();
        weights.put(variable.name(), new Array.Float32(shape, Tensors.toFloats(result.get(i))));
      }
    }
    return weights;
  }

  /**
   * Sets some of the variables; all or, on an error, none.
   *
   * @throws IllegalArgumentException if a name is no variable's or a shape another
   */
  synchronized void run(Session session, Map<String, Array> values) {
    values.forEach(
        (name, array) -> {
          List<Long> expected = sizes(variables.get(name));
          List<Long> actual = Arrays.stream(array.shape()).asLongStream().boxed().toList();
          if (!actual.equals(expected)) {
            throw new IllegalArgumentException(
                "variable '" + name + "': expected shape " + expected + ", got " + actual);
          }
        });
    if (values.isEmpty()) {
      return; // TensorFlow refuses a run without a target.
    }
    try (Feeds feeds = new Feeds(session.runner())) {
      values.forEach(
          (name, array) -> {
            Target target = targets.computeIfAbsent(name, this::target);
            feeds.feed(target.value(), tensor(target.variable(), array));
            feeds.runner().addTarget(target.assign());
          });
      feeds.runner().run().close();
    }
  }

  private Target target(String name) {
    Variable<?> variable = variables.get(name);
    Operand<? extends TType> value = tf.placeholder(variable.value().type());
    return new Target(variable, value, tf.assignVariableOp(variable.handle(), value));
  }

  private static Tensor tensor(Variable<?> variable, Array array) {
    if (variable.value().type() == TFloat32.class) {
      return Tensors.floats(array.toFloats(), variable.shape().asArray());
    }
    return TInt64.scalarOf((long) array.get(0));
  }

  private static List<Long> sizes(Variable<?> variable) {
    return Arrays.stream(variable.shape().asArray()).boxed().toList();
  }
}
