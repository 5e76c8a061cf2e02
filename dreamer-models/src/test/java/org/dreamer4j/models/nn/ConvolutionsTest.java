package org.dreamer4j.models.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The rewritten convolutions have the values and the gradients of TensorFlow's kernels. */
class ConvolutionsTest {
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @CsvSource({
    "1, 4, 6, 3, 5",
    "3, 4, 6, 3, 5",
    "3, 4, 4, 2, 7",
    "1, 2, 4, 3, 2",
    "3, 2, 2, 1, 1",
    "3, 6, 8, 2, 3",
    "2, 4, 31, 3, 4",
    "2, 3, 6, 2, 2"
  })
  void convolutionRewrittenIsConvolutionPlain(int rows, int size, int side, int in, int out) {
    compare(new Case(false, rows, side, size, in, out), rows);
    compare(new Case(false, rows, side, size, in, out), Shape.UNKNOWN_SIZE);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5, 1, 8, 3", "3, 5, 1, 8, 6", "3, 6, 1, 4, 2", "1, 6, 5, 4, 3", "3, 6, 5, 4, 3",
    "3, 6, 30, 2, 3", "2, 4, 3, 3, 4", "2, 2, 3, 3, 1", "2, 5, 5, 3, 2", "2, 6, 5, 2, 5"
  })
  void transposedRewrittenIsTransposedPlain(int rows, int size, int side, int in, int out) {
    compare(new Case(true, rows, side, size, in, out), rows);
    compare(new Case(true, rows, side, size, in, out), Shape.UNKNOWN_SIZE);
  }

  @ParameterizedTest
  @CsvSource({
    "false, 4, 6, 3, 5, MatMul", "false, 4, 14, 3, 5, Conv2D",
    "true, 5, 1, 8, 3, MatMul", "true, 6, 5, 4, 3, DepthToSpace",
    "true, 5, 5, 4, 3, Conv2DBackpropInput"
  })
  void onlySlowShapesAreRewritten(
      boolean transposed, int size, int side, int in, int out, String op) {
    Case layer = new Case(transposed, 1, side, size, in, out);
    TreeSet<String> types = new TreeSet<>();
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      layer.build(run, layer.input(run, 1), Convolutions.REWRITTEN);
      run.graph().operations().forEachRemaining(o -> types.add(o.type()));
    }
    types.retainAll(List.of("MatMul", "Conv2D", "Conv2DBackpropInput", "DepthToSpace"));
    types.removeIf(type -> type.startsWith("Conv2D") && types.contains("DepthToSpace"));
    assertEquals(new TreeSet<>(List.of(op)), types);
  }

  private static void compare(Case layer, long knownRows) {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Operand<TFloat32> x = layer.input(run, knownRows);
      List<Operand<TFloat32>> fetches = new ArrayList<>();
      for (Convolutions form : Convolutions.values()) {
        fetches.addAll(layer.valueAndGradients(run, x, form));
      }
      List<double[]> values = run.run(fetches);
      List<String> names = List.of("value", "gradient of x", "of the kernel", "of the bias");
      for (int i = 0; i < names.size(); i++) {
        double[] plain = values.get(i);
        double largest = Arrays.stream(plain).map(Math::abs).max().orElseThrow();
        assertArrayEquals(
            plain, values.get(names.size() + i), TOLERANCE * largest, layer + " " + names.get(i));
      }
    }
  }

  /** A layer. */
  private record Case(boolean transposed, int rows, int side, int size, int in, int out) {

    Operand<TFloat32> input(GraphRun run, long knownRows) {
      return run.input(
          Shape.of(knownRows, side, side, in),
          values(1, rows * side * side * in),
          rows,
          side,
          side,
          in);
    }

    Operand<TFloat32> build(GraphRun run, Operand<TFloat32> x, Convolutions form) {
      return transposed
          ? new ConvTranspose2d(run.net(), form.name(), size, in, out, form).apply(x)
          : new Conv2d(run.net(), form.name(), size, in, out, form).apply(x);
    }

    /** Value and, for a weighted sum of it, gradients with respect to input, kernel and bias. */
    List<Operand<TFloat32>> valueAndGradients(
        GraphRun run, Operand<TFloat32> x, Convolutions form) {
      Operand<TFloat32> y = build(run, x, form);
      List<Operand<TFloat32>> over = new ArrayList<>(List.of(x));
      for (Variable<TFloat32> weight : run.net().variables().trainable(List.of(form.name()))) {
        int count = Math.toIntExact(weight.shape().size());
        run.feed(weight.value(), values(over.size() + 1, count), weight.shape().asArray());
        over.add(weight.value());
      }
      int outSide = transposed ? 2 * side + size - 2 : (side - size) / 2 + 1;
      Operand<TFloat32> weights =
          run.input(values(9, rows * outSide * outSide * out), rows, outSide, outSide, out);
      List<Operand<TFloat32>> fetches = new ArrayList<>(List.of(y));
      fetches.addAll(run.gradients(run.net().sum(run.net().tf().math.mul(weights, y)), over));
      return fetches;
    }

    private static double[] values(int seed, int count) {
      return new Random(seed).doubles(count, -1, 1).toArray();
    }
  }
}
