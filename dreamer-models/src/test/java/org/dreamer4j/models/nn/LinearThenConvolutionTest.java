package org.dreamer4j.models.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A linear layer and the transposed convolution of its one pixel, as one product and as two. */
class LinearThenConvolutionTest {
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @CsvSource({"8, 3, 8, 2, 1, 3", "60, 4, 32, 5, 3, 3", "2, 4, 8, 5, 3, 2", "-1, 3, 8, 5, 3, 2"})
  void oneProductWhereThatIsLessHasTheValuesAndGradientsOfBoth(
      long knownRows, int features, int in, int size, int out, int products) {
    Case layers = new Case(knownRows, features, in, size, out);
    List<double[]> plain = layers.valueAndGradients(Convolutions.PLAIN, 1);
    List<double[]> rewritten = layers.valueAndGradients(Convolutions.REWRITTEN, products);
    assertEquals(6, plain.size());
    for (int i = 0; i < plain.size(); i++) {
      double largest = Arrays.stream(plain.get(i)).map(Math::abs).max().orElseThrow();
      assertArrayEquals(plain.get(i), rewritten.get(i), TOLERANCE * largest, "result " + i);
    }
  }

  /** Two layers and how many rows they are known to get; -1 for any. */
  private record Case(long knownRows, int features, int in, int size, int out) {

    /** Value and gradients with respect to the input and both layers' kernel and bias. */
    List<double[]> valueAndGradients(Convolutions form, int products) {
      int rows = knownRows == Shape.UNKNOWN_SIZE ? 8 : Math.toIntExact(knownRows);
      try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
        Operand<TFloat32> x =
            run.input(Shape.of(knownRows, features), values(1, rows * features), rows, features);
        Dense linear = new Dense(run.net(), "linear", features, in);
        Operand<TFloat32> y =
            new ConvTranspose2d(run.net(), "layer", size, in, out, form).applyAfter(linear, x);
        assertEquals(products, matrixProducts(run));
        List<Operand<TFloat32>> over = new ArrayList<>(List.of(x));
        for (Variable<TFloat32> weight :
            run.net().variables().trainable(List.of("linear/", "layer/"))) {
          int count = Math.toIntExact(weight.shape().size());
          run.feed(weight.value(), values(over.size() + 1, count), weight.shape().asArray());
          over.add(weight.value());
        }
        Operand<TFloat32> weights =
            run.input(values(9, rows * size * size * out), rows, size, size, out);
        List<Operand<TFloat32>> fetches = new ArrayList<>(List.of(y));
        fetches.addAll(run.gradients(run.net().sum(run.net().tf().math.mul(weights, y)), over));
        return run.run(fetches);
      }
    }

    private static int matrixProducts(GraphRun run) {
      List<String> types = new ArrayList<>();
      run.graph().operations().forEachRemaining(o -> types.add(o.type()));
      return Math.toIntExact(types.stream().filter("MatMul"::equals).count());
    }

    private static double[] values(int seed, int count) {
      return new Random(seed).doubles(count, -1, 1).toArray();
    }
  }
}
