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
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The rewritten convolutions have the values and the gradients of TensorFlow's kernels. */
class ConvolutionsTest {
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @CsvSource({
    "1, 4, 6, 3, 5", "3, 4, 6, 3, 5", "3, 4, 4, 2, 7", "1, 2, 4, 3, 2", "3, 2, 2, 1, 1",
    "3, 6, 8, 2, 3", "2, 4, 31, 3, 4", "2, 3, 6, 2, 2"
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
      layer.build(run, Convolutions.REWRITTEN, 1);
      run.graph().operations().forEachRemaining(o -> types.add(((GraphOperation) o).type()));
    }
    types.retainAll(List.of("MatMul", "Conv2D", "Conv2DBackpropInput", "DepthToSpace"));
    types.removeIf(type -> type.equals("Conv2D") && types.contains("DepthToSpace"));
    assertEquals(new TreeSet<>(List.of(op)), types);
  }

  private static void compare(Case layer, long knownRows) {
    List<double[]> plain = layer.run(Convolutions.PLAIN, knownRows);
    List<double[]> rewritten = layer.run(Convolutions.REWRITTEN, knownRows);
    List<String> names = List.of("value", "gradient of x", "of the kernel", "of the bias");
    for (int i = 0; i < names.size(); i++) {
      double largest = Arrays.stream(plain.get(i)).map(Math::abs).max().orElseThrow();
      assertArrayEquals(
          plain.get(i), rewritten.get(i), TOLERANCE * largest, layer + " " + names.get(i));
    }
  }

  /** A layer, its input and the weights of the scalar that is differentiated. */
  private record Case(boolean transposed, int rows, int side, int size, int in, int out) {

    Operand<TFloat32> build(GraphRun run, Convolutions form, long knownRows) {
      Random random = new Random(5);
      Operand<TFloat32> x =
          run.input(
              Shape.of(knownRows, side, side, in),
              normal(random, rows * side * side * in),
              rows,
              side,
              side,
              in);
      return transposed
          ? new ConvTranspose2d(run.net(), "layer", size, in, out, form).apply(x)
          : new Conv2d(run.net(), "layer", size, in, out, form).apply(x);
    }

    /** Value and gradients with respect to input, kernel and bias. */
    List<double[]> run(Convolutions form, long knownRows) {
      try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
        Operand<TFloat32> y = build(run, form, knownRows);
        Operand<TFloat32> x =
            run.graph().operations().next().<TFloat32>output(0).expect(run.net().type());
        Random random = new Random(6);
        List<Operand<TFloat32>> over = new ArrayList<>(List.of(x));
        for (Variable<TFloat32> weight : run.net().variables().trainable(List.of("layer/"))) {
          long[] shape = weight.shape().asArray();
          run.feed(weight.value(), normal(random, Math.toIntExact(weight.shape().size())), shape);
          over.add(weight.value());
        }
        int outSide = transposed ? 2 * side + size - 2 : (side - size) / 2 + 1;
        double[] weights = normal(random, rows * outSide * outSide * out);
        Operand<TFloat32> sum =
            run.net()
                .sum(
                    run.net()
                        .tf()
                        .math
                        .mul(run.input(weights, rows, outSide, outSide, out), y));
        List<Operand<TFloat32>> fetches = new ArrayList<>(List.of(y));
        fetches.addAll(run.gradients(sum, over));
        return run.run(fetches);
      }
    }

    private static double[] normal(Random random, int count) {
      return random.doubles(count, -1, 1).toArray();
    }
  }
}
