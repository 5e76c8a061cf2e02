package org.dreamer4j.models.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The rewritten convolutions have the values and the gradients of TensorFlow's kernels. */
class ConvolutionsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 4, 6, 6, 3, 5",
    "3, 4, 6, 6, 3, 5",
    "3, 4, 4, 4, 2, 7",
    "1, 2, 4, 4, 3, 2",
    "3, 2, 2, 2, 1, 1",
    "3, 6, 8, 8, 2, 3",
    "2, 4, 31, 31, 3, 4",
    "2, 3, 6, 6, 2, 2",
    "2, 4, 14, 14, 4, 3",
    "1, 6, 12, 12, 5, 2",
    "2, 2, 6, 6, 4, 3",
    "2, 4, 15, 15, 4, 3",
    "2, 3, 10, 10, 4, 2",
    "2, 4, 9, 12, 4, 3",
    "2, 4, 4, 10, 3, 2",
    "2, 4, 10, 4, 5, 2"
  })
  void convolutionRewrittenIsConvolutionPlain(
      int rows, int size, int height, int width, int in, int out) {
    compare(new Case(Layer.CONVOLUTION, rows, height, width, size, in, out), rows);
    compare(new Case(Layer.CONVOLUTION, rows, height, width, size, in, out), Shape.UNKNOWN_SIZE);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5, 1, 1, 8, 3", "3, 5, 1, 1, 8, 6", "3, 6, 1, 1, 4, 2", "1, 6, 5, 5, 4, 3",
    "3, 6, 5, 5, 4, 3", "3, 6, 30, 30, 2, 3", "2, 4, 3, 3, 3, 4", "2, 2, 3, 3, 3, 1",
    "2, 5, 5, 5, 3, 2", "2, 6, 5, 5, 2, 5", "2, 4, 3, 3, 3, 5", "2, 2, 3, 3, 3, 6",
    "3, 6, 1, 1, 4, 6", "2, 5, 1, 3, 4, 6", "2, 6, 3, 5, 2, 3", "2, 4, 5, 3, 2, 5"
  })
  void transposedRewrittenIsTransposedPlain(
      int rows, int size, int height, int width, int in, int out) {
    for (Layer layer : List.of(Layer.TRANSPOSED, Layer.TRANSPOSED_RECTIFIED)) {
      compare(new Case(layer, rows, height, width, size, in, out), rows);
      compare(new Case(layer, rows, height, width, size, in, out), Shape.UNKNOWN_SIZE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONVOLUTION, 4, 6, 3, 5, MatMul",
    "CONVOLUTION, 4, 14, 3, 5, 'Conv2D [4, 4, 3, 5]'",
    "CONVOLUTION, 4, 14, 4, 5, 'Conv2D [4, 2, 8, 5]'",
    "TRANSPOSED, 5, 1, 8, 3, MatMul",
    "TRANSPOSED, 6, 5, 4, 3, 'Conv2DBackpropInput [3, 3, 12, 4], DepthToSpace'",
    "TRANSPOSED, 6, 5, 4, 5, 'Conv2DBackpropInput [6, 3, 10, 4]'",
    "TRANSPOSED, 5, 5, 4, 3, 'Conv2DBackpropInput [5, 5, 3, 4]'",
    "TRANSPOSED_RECTIFIED, 5, 1, 8, 3, MatMul",
    "TRANSPOSED_RECTIFIED, 6, 5, 4, 3, 'Conv2DBackpropInput [6, 3, 6, 4]'",
    "TRANSPOSED_RECTIFIED, 5, 5, 4, 3, 'Conv2DBackpropInput [5, 5, 3, 4]'"
  })
  void slowShapesAreProductsPhasesOrPairs(
      Layer kind, int size, int side, int in, int out, String ops) {
    Case layer = new Case(kind, 1, side, side, size, in, out);
    TreeSet<String> found = new TreeSet<>();
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      layer.build(run, layer.input(run, 1), Convolutions.REWRITTEN);
      run.graph().operations().forEachRemaining(o -> describe(o).ifPresent(found::add));
    }
    assertEquals(ops, String.join(", ", found));
  }

  /** What multiplies or puts pixels in place, and convolutions with their kernels' shapes. */
  private static Optional<String> describe(GraphOperation operation) {
    String type = operation.type();
    return switch (type) {
      case "MatMul", "DepthToSpace" -> Optional.of(type);
      case "Conv2D", "Conv2DBackpropInput" ->
          Optional.of(type + " " + Arrays.toString(operation.input(1).shape().asArray()));
      default -> Optional.empty();
    };
  }

  private static void compare(Case layer, long knownRows) {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Operand<TFloat32> x = layer.input(run, knownRows);
      List<Operand<TFloat32>> fetches = new ArrayList<>();
      for (Convolutions form : Convolutions.values()) {
        fetches.addAll(layer.valueAndGradients(run, x, form));
      }
      List<double[]> values = run.run(fetches);
      // The value and the gradients of x, kernel and bias, in either form.
      assertEquals(8, values.size());
      Rounding.assertAlone(values.subList(0, 4), values.subList(4, 8), layer);
    }
  }

  /** What is applied. */
  private enum Layer {
    CONVOLUTION,
    TRANSPOSED,
    TRANSPOSED_RECTIFIED
  }

  /** A layer. */
  private record Case(Layer kind, int rows, int height, int width, int size, int in, int out) {

    Operand<TFloat32> input(GraphRun run, long knownRows) {
      return run.input(
          Shape.of(knownRows, height, width, in),
          GraphRun.values(1, rows * height * width * in),
          rows,
          height,
          width,
          in);
    }

    Operand<TFloat32> build(GraphRun run, Operand<TFloat32> x, Convolutions form) {
      String name = form.name();
      return switch (kind) {
        case CONVOLUTION -> new Conv2d(run.net(), name, size, in, out, form).applyRectified(x);
        case TRANSPOSED -> new ConvTranspose2d(run.net(), name, size, in, out, form).apply(x);
        case TRANSPOSED_RECTIFIED ->
            new ConvTranspose2d(run.net(), name, size, in, out, form).applyRectified(x);
      };
    }

    /** Value and, for a weighted sum of it, gradients with respect to input, kernel and bias. */
    List<Operand<TFloat32>> valueAndGradients(
        GraphRun run, Operand<TFloat32> x, Convolutions form) {
      Operand<TFloat32> y = build(run, x, form);
      return run.valueAndGradients(
          x, y, List.of(form.name()), rows, outSide(height), outSide(width), out);
    }

    private int outSide(int side) {
      return kind == Layer.CONVOLUTION ? (side - size) / 2 + 1 : 2 * side + size - 2;
    }
  }
}
