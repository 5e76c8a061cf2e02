package org.dreamer4j.models;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;

/**
 * What a graph costs.
 *
 * @param nodes operations of the whole graph
 * @param flop floating-point operations in matrix products and convolutions of what was asked for,
 *     a multiplication and an addition counting two; other operations are not counted
 */
public record GraphCost(int nodes, double flop) {
  /**
   * Counts what an operation needs.
   *
   * @throws IllegalStateException if a shape that matters is not known before running
   */
  static GraphCost of(Graph graph, GraphOperation asked) {
    double flop = 0;
    for (GraphOperation operation : needed(asked)) {
      flop += flop(operation);
    }
    int nodes = 0;
    for (Iterator<GraphOperation> all = graph.operations(); all.hasNext(); all.next()) {
      nodes++;
    }
    return new GraphCost(nodes, flop);
  }

  private static Set<GraphOperation> needed(GraphOperation asked) {
    Set<GraphOperation> seen = new HashSet<>(Set.of(asked));
    Deque<GraphOperation> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      GraphOperation next = open.remove();
      for (Operand<?> input : next.inputs()) {
        add((GraphOperation) input.op(), seen, open);
      }
      next.controlInputs().forEach(input -> add(input, seen, open));
    }
    return seen;
  }

  private static void add(
      GraphOperation operation, Set<GraphOperation> seen, Deque<GraphOperation> open) {
    if (seen.add(operation)) {
      open.add(operation);
    }
  }

  private static double flop(GraphOperation operation) {
    return switch (operation.type()) {
      case "MatMul" -> {
        boolean transposed = operation.attributes().getAttrBool("transpose_a");
        long inner = shape(operation, operation.input(0)).get(transposed ? 0 : 1);
        yield 2.0 * shape(operation, operation.output(0)).size() * inner;
      }
      case "Conv2D" ->
          convolution(shape(operation, operation.output(0)), shape(operation, operation.input(1)));
      case "Conv2DBackpropInput" ->
          convolution(shape(operation, operation.input(2)), shape(operation, operation.input(1)));
      case "Conv2DBackpropFilter" ->
          convolution(shape(operation, operation.input(2)), shape(operation, operation.output(0)));
      default -> 0;
    };
  }

  /** Every element of the smaller image meets the kernel's part of its channel. */
  private static double convolution(Shape image, Shape kernel) {
    return 2.0 * image.size() * kernel.get(0) * kernel.get(1) * kernel.get(2);
  }

  private static Shape shape(GraphOperation operation, Operand<?> operand) {
    Shape shape = operand.shape();
    if (shape.isUnknown() || shape.hasUnknownDimension()) {
      throw new IllegalStateException(
          operation.type() + " " + operation.name() + " has no size before it runs: " + shape);
    }
    return shape;
  }
}
