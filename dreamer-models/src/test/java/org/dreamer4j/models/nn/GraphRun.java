package org.dreamer4j.models.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** A graph in single or double precision, what is fed to it, and the session that runs it. */
public final class GraphRun implements AutoCloseable {
  /** Passes for the element type of floats while a graph is built in double precision. */
  public static final Class<TFloat32> DOUBLE = doubles();

  private final Graph graph = new Graph();
  private final Session session = new Session(graph, repeatable());
  private final Net net;
  private final Map<Output<?>, Tensor> fed = new LinkedHashMap<>();

  /** An empty graph with floats of a type. */
  public GraphRun(Class<TFloat32> type) {
    Ops tf = Ops.create(graph);
    net = new Net(tf, new Variables(tf, type, 0), type);
  }

  public Graph graph() {
    return graph;
  }

  public Net net() {
    return net;
  }

  /** A placeholder fed with these values. */
  public Operand<TFloat32> input(double[] values, long... shape) {
    return input(Shape.of(shape), values, shape);
  }

  /** A placeholder fed with these values, of which the graph may know less than their shape. */
  public Operand<TFloat32> input(Shape known, double[] values, long... shape) {
    Operand<TFloat32> input = net.tf().placeholder(net.type(), Placeholder.shape(known));
    feed(input, values, shape);
    return input;
  }

  /** Feeds an operand, whatever computes it, in all later runs. */
  public void feed(Operand<?> operand, double[] values, long... shape) {
    feed(operand, tensor(values, Shape.of(shape)));
  }

  /** Feeds an operand in all later runs; the tensor is closed with this. */
  public void feed(Operand<?> operand, Tensor tensor) {
    Tensor old = fed.put(operand.asOutput(), tensor);
    if (old != null) {
      old.close();
    }
  }

  /** Feeds operands of known shape with the values they have. */
  public void hold(List<? extends Operand<?>> operands) {
    List<double[]> values = operands.isEmpty() ? List.of() : run(operands);
    for (int i = 0; i < values.size(); i++) {
      feed(operands.get(i), values.get(i), operands.get(i).shape().asArray());
    }
  }

  /** Feeds operands no longer. */
  public void release(List<? extends Operand<?>> operands) {
    operands.forEach(operand -> fed.remove(operand.asOutput()).close());
  }

  /** The values of one operand. */
  public double[] run(Operand<?> fetch) {
    return run(List.of(fetch)).get(0);
  }

  /** The values of operands, all from one run. */
  public List<double[]> run(List<? extends Operand<?>> fetches) {
    Session.Runner runner = session.runner();
    fed.forEach(runner::feed);
    fetches.forEach(runner::fetch);
    List<double[]> out = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < fetches.size(); i++) {
        out.add(toDoubles(result.get(i)));
      }
    }
    return out;
  }

  /** Runs an op for its effect. */
  public void execute(Op target) {
    Session.Runner runner = session.runner();
    fed.forEach(runner::feed);
    runner.addTarget(target).run().close();
  }

  /** Numbers between -1 and 1. */
  public static double[] values(int seed, int count) {
    return new Random(seed).doubles(count, -1, 1).toArray();
  }

  /**
   * Fetches for y and, of a weighted sum of it, the gradients with respect to x and the variables
   * of these scopes, which are fed.
   *
   * @param shape of y when it is run
   */
  List<Operand<TFloat32>> valueAndGradients(
      Operand<TFloat32> x, Operand<TFloat32> y, List<String> scopes, long... shape) {
    List<Operand<TFloat32>> over = new ArrayList<>(List.of(x));
    for (Variable<TFloat32> weight : net.variables().trainable(scopes)) {
      int count = Math.toIntExact(weight.shape().size());
      feed(weight.value(), values(over.size() + 1, count), weight.shape().asArray());
      over.add(weight.value());
    }
    return valueAndGradients(y, over, shape);
  }

  /**
   * Fetches for y and, of a weighted sum of it, the gradients.
   *
   * @param shape of y when it is run
   */
  List<Operand<TFloat32>> valueAndGradients(
      Operand<TFloat32> y, List<Operand<TFloat32>> over, long... shape) {
    Operand<TFloat32> weights = input(values(9, Math.toIntExact(Shape.of(shape).size())), shape);
    List<Operand<TFloat32>> fetches = new ArrayList<>(List.of(y));
    fetches.addAll(gradients(net.sum(net.tf().math.mul(weights, y)), over));
    return fetches;
  }

  /** How many operations of a type a graph has. */
  public static long count(Graph graph, String type) {
    List<String> types = new ArrayList<>();
    graph.operations().forEachRemaining(operation -> types.add(operation.type()));
    return types.stream().filter(type::equals).count();
  }

  /** The gradients of a scalar. */
  public List<Operand<TFloat32>> gradients(Operand<TFloat32> of, List<Operand<TFloat32>> over) {
    Output<?>[] inputs = over.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Output<?> gradient : graph.addGradients(of.asOutput(), inputs)) {
      gradients.add(net.tf().identity(gradient.expect(net.type())));
    }
    return gradients;
  }

  @SuppressWarnings("unchecked")
  private static Class<TFloat32> doubles() {
    return (Class<TFloat32>) (Class<?>) TFloat64.class;
  }

  /**
   * One thread within an op, so that equal inputs give equal bits. Rewriting a graph takes longer
   * than running it a few times.
   */
  private static ConfigProto repeatable() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(1)
        .setGraphOptions(
            GraphOptions.newBuilder()
                .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
        .build();
  }

  private Tensor tensor(double[] values, Shape shape) {
    if (net.type() == DOUBLE) {
      return TFloat64.tensorOf(shape, DataBuffers.of(values, true, false));
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(floats, true, false));
  }

  private static double[] toDoubles(Tensor tensor) {
    double[] out = new double[Math.toIntExact(tensor.shape().size())];
    if (tensor instanceof TFloat64 doubles) {
      doubles.asRawTensor().data().asDoubles().read(out);
      return out;
    }
    float[] floats = new float[out.length];
    ((TFloat32) tensor).asRawTensor().data().asFloats().read(floats);
    for (int i = 0; i < out.length; i++) {
      out[i] = floats[i];
    }
    return out;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
    fed.values().forEach(Tensor::close);
  }
}
