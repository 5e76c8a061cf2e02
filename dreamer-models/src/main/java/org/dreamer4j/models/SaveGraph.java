package org.dreamer4j.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.dreamer4j.models.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Saves and restores variables as a V2 tensor bundle under the reference's names, together with
 * counters that only Java knows.
 *
 * @param prefix file prefix, a string scalar
 * @param counters values to save, by name
 * @param restoredCounters values read back, by name
 * @param save op that writes the bundle
 * @param restore op that reads the variables
 */
record SaveGraph(
    Placeholder<TString> prefix,
    Map<String, Placeholder<TInt64>> counters,
    Map<String, Operand<TInt64>> restoredCounters,
    Op save,
    Op restore) {

  static SaveGraph build(Ops tf, List<Variable<?>> variables, List<String> counterNames) {
    Placeholder<TString> prefix = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Map<String, Placeholder<TInt64>> counters = new TreeMap<>();
    List<String> names = new ArrayList<>();
    List<Operand<?>> values = new ArrayList<>();
    for (Variable<?> variable : variables) {
      names.add(variable.name());
      values.add(variable.value());
    }
    int count = names.size();
    for (String name : counterNames) {
      Placeholder<TInt64> counter = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
      counters.put(name, counter);
      names.add(name);
      values.add(counter);
    }
    Op save = tf.train.save(prefix, strings(tf, names), blanks(tf, names.size()), values);
    return new SaveGraph(
        prefix,
        counters,
        readCounters(tf, prefix, counterNames),
        save,
        restore(tf, prefix, variables, names.subList(0, count)));
  }

  /** Writes variables and counters. */
  void write(Session session, Path to, TrainingState state) {
    try (TString path = TString.scalarOf(to.toString());
        TInt64 collections = TInt64.scalarOf(state.collections());
        TInt64 episodes = TInt64.scalarOf(state.episodes())) {
      session
          .runner()
          .feed(prefix, path)
          .feed(Objects.requireNonNull(counters.get(DreamerGraph.COLLECTIONS)), collections)
          .feed(Objects.requireNonNull(counters.get(DreamerGraph.EPISODES)), episodes)
          .addTarget(save)
          .run()
          .close();
    }
  }

  /** Reads the variables. */
  void read(Session session, Path from) {
    try (TString path = TString.scalarOf(from.toString())) {
      session.runner().feed(prefix, path).addTarget(restore).run().close();
    }
  }

  /** Reads the counters. */
  TrainingState readState(Session session, Path from) {
    try (TString path = TString.scalarOf(from.toString());
        Result result =
            session
                .runner()
                .feed(prefix, path)
                .fetch(restoredCounters.get(DreamerGraph.COLLECTIONS))
                .fetch(restoredCounters.get(DreamerGraph.EPISODES))
                .run()) {
      return new TrainingState(
          ((TInt64) result.get(0)).getLong(), ((TInt64) result.get(1)).getLong());
    }
  }

  private static Op restore(
      Ops tf, Operand<TString> prefix, List<Variable<?>> variables, List<String> names) {
    List<Class<? extends TType>> types = new ArrayList<>();
    variables.forEach(v -> types.add(v.value().type()));
    Restore read = tf.train.restore(prefix, strings(tf, names), blanks(tf, names.size()), types);
    List<Op> assigns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Variable<?> variable = variables.get(i);
      Operand<? extends TType> value = tf.ensureShape(read.tensors().get(i), variable.shape());
      assigns.add(tf.assignVariableOp(variable.handle(), value));
    }
    return tf.withControlDependencies(assigns).noOp();
  }

  private static Map<String, Operand<TInt64>> readCounters(
      Ops tf, Operand<TString> prefix, List<String> names) {
    Map<String, Operand<TInt64>> out = new TreeMap<>();
    for (String name : names) {
      Restore read =
          tf.train.restore(
              prefix, strings(tf, List.of(name)), blanks(tf, 1), List.of(TInt64.class));
      out.put(name, read.tensors().get(0).expect(TInt64.class));
    }
    return out;
  }

  private static Operand<TString> strings(Ops tf, List<String> values) {
    return tf.constantOf(TString.vectorOf(values.toArray(String[]::new)));
  }

  private static Operand<TString> blanks(Ops tf, int count) {
    return strings(tf, java.util.Collections.nCopies(count, ""));
  }
}
