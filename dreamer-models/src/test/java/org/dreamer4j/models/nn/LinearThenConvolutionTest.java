package org.dreamer4j.models.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A linear layer and the transposed convolution of its one pixel, as one product and as two. */
class LinearThenConvolutionTest {
  @ParameterizedTest
  @CsvSource({
    "8, 3, 8, 2, 1, 3",
    "60, 4, 32, 5, 3, 3",
    "2, 4, 8, 5, 3, 2",
    "-1, 3, 8, 5, 3, 2",
    "-1, 3, 8, 6, 2, 2"
  })
  void oneProductWhereThatIsLessHasTheValuesAndGradientsOfBoth(
      long knownRows, int features, int in, int size, int out, int products) {
    Case layers = new Case(knownRows, features, in, size, out);
    List<double[]> plain = layers.valueAndGradients(Convolutions.PLAIN, 1);
    List<double[]> rewritten = layers.valueAndGradients(Convolutions.REWRITTEN, products);
    assertEquals(6, plain.size());
    Rounding.assertAlone(plain, rewritten, layers);
  }

  @Test
  void aLinearLayerOfAnotherSizeIsRefused() {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Operand<TFloat32> x = run.input(GraphRun.values(1, 6), 2, 3);
      Dense linear = new Dense(run.net(), "linear", 3, 7);
      ConvTranspose2d layer =
          new ConvTranspose2d(run.net(), "layer", 2, 8, 1, Convolutions.REWRITTEN);
      Exception refused =
          assertThrows(IllegalArgumentException.class, () -> layer.applyRectifiedAfter(linear, x));
      assertEquals("a linear layer of 7 outputs before a convolution of 8", refused.getMessage());
    }
  }

  /** Two layers and how many rows they are known to get; -1 for any. */
  private record Case(long knownRows, int features, int in, int size, int out) {

    /** Value and gradients with respect to the input and both layers' kernel and bias. */
    List<double[]> valueAndGradients(Convolutions form, int products) {
      int rows = knownRows == Shape.UNKNOWN_SIZE ? 8 : Math.toIntExact(knownRows);
      try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
        Operand<TFloat32> x =
            run.input(
                Shape.of(knownRows, features), GraphRun.values(1, rows * features), rows, features);
        Dense linear = new Dense(run.net(), "linear", features, in);
        Operand<TFloat32> y =
            new ConvTranspose2d(run.net(), "layer", size, in, out, form)
                .applyRectifiedAfter(linear, x);
        assertEquals(products, GraphRun.count(run.graph(), "MatMul"));
        return run.run(
            run.valueAndGradients(x, y, List.of("linear/", "layer/"), rows, size, size, out));
      }
    }
  }
}
