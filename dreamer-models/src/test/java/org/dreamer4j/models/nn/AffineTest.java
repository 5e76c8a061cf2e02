package org.dreamer4j.models.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.IdentityN;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

class AffineTest {
  private static final List<Long> BOTH = List.of(1L, 2L, 2L, 1L);
  private static final List<Long> DOWN = List.of(1L, 2L, 1L, 1L);

  static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>(productsAndConvolutions());
    kinds.addAll(transposedConvolutions());
    return kinds;
  }

  private static List<Kind> productsAndConvolutions() {
    return List.of(
        new Kind(
            "product",
            (tf, x, weights) -> tf.linalg.matMul(x, weights),
            Shape.of(5, 3),
            Shape.of(3, 4),
            Shape.of(5, 4)),
        new Kind(
            "product with transposed weights",
            (tf, x, weights) -> tf.linalg.matMul(x, weights, MatMul.transposeB(true)),
            Shape.of(5, 3),
            Shape.of(4, 3),
            Shape.of(5, 4)),
        new Kind(
            "convolution",
            (tf, x, weights) -> tf.nn.conv2d(x, weights, BOTH, "VALID"),
            Shape.of(2, 7, 9, 3),
            Shape.of(3, 3, 3, 4),
            Shape.of(2, 3, 4, 4)),
        new Kind(
            "convolution of pairs",
            (tf, x, weights) -> tf.nn.conv2d(x, weights, DOWN, "VALID"),
            Shape.of(2, 6, 5, 3),
            Shape.of(4, 2, 3, 4),
            Shape.of(2, 2, 4, 4)));
  }

  private static List<Kind> transposedConvolutions() {
    int[] image = {2, 9, 11, 4};
    int[] pairs = {2, 8, 5, 4};
    return List.of(
        new Kind(
            "transposed convolution to pairs",
            (tf, x, weights) ->
                tf.nn.conv2dBackpropInput(tf.constant(pairs), weights, x, DOWN, "VALID"),
            Shape.of(2, 3, 4, 3),
            Shape.of(4, 2, 4, 3),
            Shape.of(2, 8, 5, 4)),
        new Kind(
            "transposed convolution",
            (tf, x, weights) ->
                tf.nn.conv2dBackpropInput(tf.constant(image), weights, x, BOTH, "VALID"),
            Shape.of(2, 3, 4, 3),
            Shape.of(5, 5, 4, 3),
            Shape.of(2, 9, 11, 4)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theGradientTakenFromTheOutputIsTensorFlowsOwn(Kind kind) {
    List<double[]> own = kind.valueAndGradients(Affine::rectifiedAsOne);
    Rounding.assertAlone(kind.valueAndGradients(Affine::rectifiedApart), own, kind);
    Rounding.assertAlone(
        kind.valueAndGradients(affine -> affine.net().tf().nn.relu(affine.apply())), own, kind);
    assertEquals(4, own.size());
    for (double[] values : own) {
      assertTrue(Arrays.stream(values).anyMatch(v -> v != 0));
    }
  }

  @Test
  void whereAnInputIsUsedTwiceItsGradientsAdd() {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Operand<TFloat32> x = run.input(new double[] {1, 2}, 1, 2);
      Operand<TFloat32> weights = run.input(new double[] {3, -5, 7, 11}, 2, 2);
      Operand<TFloat32> bias = run.input(new double[] {20, -40}, 2);
      // x W + b is 3 + 14 + 20 and -5 + 22 - 40: the first number passes.
      Operand<TFloat32> y = product(run.net(), x, weights, bias).rectified();
      Operand<TFloat32> sum = run.net().sum(run.net().tf().math.add(y, x));
      List<double[]> found = run.run(run.gradients(sum, List.of(x, weights, bias)));
      assertEquals("[[4.0, 8.0], [1.0, 0.0, 2.0, 0.0], [1.0, 0.0]]", text(found));
    }
  }

  @Test
  void acrossTwoMapsInTurnGradientsGoOn() {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Operand<TFloat32> x = run.input(new double[] {2}, 1, 1);
      Operand<TFloat32> three = run.input(new double[] {3}, 1, 1);
      Operand<TFloat32> five = run.input(new double[] {5}, 1, 1);
      Operand<TFloat32> one = run.input(new double[] {1}, 1);
      Operand<TFloat32> first = product(run.net(), x, three, one).rectified();
      Operand<TFloat32> second = product(run.net(), first, five, one).rectified();
      List<double[]> found = run.run(run.gradients(run.net().sum(second), List.of(x, three, five)));
      assertEquals("[[15.0], [10.0], [7.0]]", text(found));
    }
  }

  @Test
  void whatActsHasNoOperationForGradients() {
    assertEquals(1, joins(2));
    assertEquals(0, joins(Shape.UNKNOWN_SIZE));
  }

  @Test
  void theGradientIsRegistered() {
    assertTrue(OwnGradient.isRegistered());
  }

  @Test
  void whateverTheScopeIsCalledTheGradientIsThere() {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      for (Ops tf : List.of(run.net().tf().withName("mine"), run.net().tf().withSubScope("mine"))) {
        Net net = new Net(tf, run.net().variables(), run.net().type());
        Operand<TFloat32> x = run.input(new double[] {2}, 1, 1);
        Operand<TFloat32> three = run.input(new double[] {3}, 1, 1);
        Operand<TFloat32> one = run.input(new double[] {1}, 1);
        Operand<TFloat32> y = product(net, x, three, one).rectified();
        assertEquals("[[3.0]]", text(run.run(run.gradients(y, List.of(x)))));
      }
    }
  }

  @Test
  void mapsWithoutSuchAGradientAreRefused() {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Ops tf = run.net().tf();
      refused(run, (a, b) -> tf.linalg.matMul(a, b, MatMul.transposeA(true)), "MatMul", 2, 2);
      refused(run, (a, b) -> tf.math.mul(a, b), "Mul", 2, 2);
      List<Long> strides = List.of(1L, 1L, 1L, 1L);
      refused(run, (a, b) -> tf.nn.conv2d(a, b, strides, "SAME"), "Conv2D", 2, 2, 2, 2);
      refused(
          run,
          (a, b) ->
              tf.nn.conv2d(
                  a, b, strides, "VALID", org.tensorflow.op.nn.Conv2d.dilations(1L, 2L, 1L, 1L)),
          "Conv2D",
          1,
          1,
          2,
          2);
    }
  }

  private static void refused(
      GraphRun run, BinaryOperator<Operand<TFloat32>> map, String type, long... shape) {
    Operand<TFloat32> x = Kind.input(run, 1, Shape.of(shape));
    Operand<TFloat32> weights = Kind.input(run, 2, Shape.of(shape));
    Operand<TFloat32> bias = Kind.input(run, 3, Shape.of(2));
    Exception refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Affine(run.net(), map, x, weights, bias).rectifiedAsOne());
    assertEquals(
        "no gradient from the output for " + type + " with these attributes", refused.getMessage());
  }

  @Test
  void anyOtherOperationOfThatTypeHandsGradientsOn() {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Operand<TFloat32> x = run.input(new double[] {2, 3}, 2);
      Operand<TFloat32> unused = run.input(new double[] {5}, 1);
      Ops tf = run.net().tf();
      IdentityN both = tf.identityN(List.of(tf.math.square(x), tf.math.square(unused)));
      Operand<TFloat32> first = both.output().get(0).asOutput().expect(run.net().type());
      List<double[]> found = run.run(run.gradients(run.net().sum(first), List.of(x)));
      assertEquals("[[4.0, 6.0]]", text(found));
    }
  }

  private static long joins(long rows) {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Operand<TFloat32> x = run.input(Shape.of(rows, 3), GraphRun.values(1, 6), 2, 3);
      Operand<TFloat32> weights = run.input(GraphRun.values(2, 12), 3, 4);
      Operand<TFloat32> bias = run.input(GraphRun.values(3, 4), 4);
      product(run.net(), x, weights, bias).rectified();
      return GraphRun.count(run.graph(), OwnGradient.TYPE);
    }
  }

  private static Affine product(
      Net net, Operand<TFloat32> x, Operand<TFloat32> weights, Operand<TFloat32> bias) {
    return new Affine(net, (a, b) -> net.tf().linalg.matMul(a, b), x, weights, bias);
  }

  private static String text(List<double[]> arrays) {
    return arrays.stream().map(Arrays::toString).toList().toString();
  }

  /** A map in a graph. */
  private interface Built {
    Operand<TFloat32> in(Ops tf, Operand<TFloat32> x, Operand<TFloat32> weights);
  }

  /** What an affine layer can be, with the shapes of x, weights and output. */
  private record Kind(String name, Built map, Shape x, Shape weights, Shape y) {

    /** The output and, of a weighted sum of it, the gradients of x, weights and bias. */
    List<double[]> valueAndGradients(Function<Affine, Operand<TFloat32>> rectified) {
      try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
        BinaryOperator<Operand<TFloat32>> built = (a, b) -> map.in(run.net().tf(), a, b);
        List<Operand<TFloat32>> over =
            List.of(input(run, 1, x), input(run, 2, weights), input(run, 3, Shape.of(4)));
        Operand<TFloat32> out =
            rectified.apply(new Affine(run.net(), built, over.get(0), over.get(1), over.get(2)));
        return run.run(run.valueAndGradients(out, over, y.asArray()));
      }
    }

    private static Operand<TFloat32> input(GraphRun run, int seed, Shape shape) {
      return run.input(GraphRun.values(seed, Math.toIntExact(shape.size())), shape.asArray());
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
