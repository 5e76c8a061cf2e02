package org.dreamer4j.models;

import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One large product of two square float matrices: its rate is the most that TensorFlow gets out of
 * a machine, and so the measure of everything else. Holds native memory until closed.
 */
public final class MatrixProduct implements AutoCloseable {
  private final int edge;
  private final Graph graph = new Graph();
  private final Session session;
  private final Op product;

  /**
   * A product that is ready to run.
   *
   * @param edge rows and columns of the matrices
   */
  public MatrixProduct(int edge, Execution execution) {
    this.edge = edge;
    Ops tf = Ops.create(graph);
    Operand<TFloat32> left = tf.variable(Shape.of(edge, edge), TFloat32.class);
    Operand<TFloat32> right = tf.variable(Shape.of(edge, edge), TFloat32.class);
    // Without its result being fetched: copying it would count as time.
    product = tf.linalg.matMul(left, right);
    session = new Session(graph, execution.toProto());
    try (TFloat32 values = values(edge)) {
      Operand<TFloat32> source = tf.placeholder(TFloat32.class);
      for (Operand<TFloat32> matrix : List.of(left, right)) {
        session.runner().feed(source, values).addTarget(tf.assign(matrix, source)).run().close();
      }
    }
  }

  private static TFloat32 values(int edge) {
    Random random = new Random(0);
    float[] values = new float[edge * edge];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return Tensors.floats(values, edge, edge);
  }

  /** Floating-point operations of one {@link #run}. */
  public double flop() {
    return 2.0 * edge * edge * edge;
  }

  /** Multiplies once. */
  public void run() {
    session.runner().addTarget(product).run().close();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
