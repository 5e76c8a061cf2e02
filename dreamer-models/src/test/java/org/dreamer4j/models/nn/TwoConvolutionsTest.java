package org.dreamer4j.models.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dreamer4j.core.config.ModelConfig.Convolutions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** A second layer does not miss the last of odd numbers of rows and columns. */
class TwoConvolutionsTest {
  private static final int IMAGES = 2;
  private static final int MIDDLE = 5;
  private static final int OUT = 3;

  @ParameterizedTest
  @CsvSource({
    "4, 24, 24, 3, 11, 10",
    "4, 22, 24, 3, 11, 10",
    "4, 16, 25, 2, 11, 10",
    "2, 15, 23, 3, 11, 10",
    "4, 12, 16, 3, 7, 6",
    "4, 20, 26, 4, 12, 12"
  })
  void valuesAndGradientsAreThoseOfAllColumns(
      int size, int height, int width, int in, int columns, int used) {
    Case layers = new Case(size, height, width, in);
    List<double[]> plain = layers.valueAndGradients(Convolutions.PLAIN, IMAGES, columns);
    assertEquals(6, plain.size());
    for (long known : new long[] {IMAGES, Shape.UNKNOWN_SIZE}) {
      int kept = known == IMAGES ? used : columns;
      Rounding.assertAlone(
          plain, layers.valueAndGradients(Convolutions.REWRITTEN, known, kept), layers);
    }
  }

  /** Two layers. */
  private record Case(int size, int height, int width, int in) {

    /** Value and gradients with respect to the input and both layers' kernel and bias. */
    List<double[]> valueAndGradients(Convolutions form, long images, int columns) {
      try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
        double[] pixels = GraphRun.values(1, IMAGES * height * width * in);
        Operand<TFloat32> x =
            run.input(Shape.of(images, height, width, in), pixels, IMAGES, height, width, in);
        Conv2d first = new Conv2d(run.net(), "first", size, in, MIDDLE, form);
        Conv2d second = new Conv2d(run.net(), "second", size, MIDDLE, OUT, form);
        Operand<TFloat32> hidden = first.applyRectifiedForEven(x);
        assertEquals(columns, hidden.shape().get(2));
        Operand<TFloat32> y = second.applyRectified(hidden);
        return run.run(
            run.valueAndGradients(
                x,
                y,
                List.of("first/", "second/"),
                IMAGES,
                outputs(outputs(height)),
                outputs(outputs(width)),
                OUT));
      }
    }

    private int outputs(int side) {
      return (side - size) / 2 + 1;
    }
  }
}
