package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

class GraphCostTest {
  private static Operand<TFloat32> input(Ops tf, long... shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }

  private static double flop(Graph graph, Op asked) {
    return GraphCost.of(graph, (GraphOperation) asked.op()).flop();
  }

  @Test
  void aProductCountsAMultiplicationAndAnAdditionForEveryTerm() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);

      assertEquals(2 * 3 * 7 * 5, flop(graph, tf.linalg.matMul(input(tf, 3, 5), input(tf, 5, 7))));
      assertEquals(
          2 * 3 * 7 * 5,
          flop(graph, tf.linalg.matMul(input(tf, 5, 3), input(tf, 5, 7), MatMul.transposeA(true))));
    }
  }

  @Test
  void aConvolutionAndItsTwoGradientsCostTheSame() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> image = input(tf, 2, 10, 10, 3);
      Operand<TFloat32> kernel = input(tf, 4, 4, 3, 8);
      Operand<TFloat32> out = tf.nn.conv2d(image, kernel, List.of(1L, 2L, 2L, 1L), "VALID");
      double forward = 2.0 * (2 * 4 * 4 * 8) * (4 * 4 * 3);

      Output<?>[] gradients =
          graph.addGradients(
              tf.math.mean(out, tf.constant(new int[] {0, 1, 2, 3})).asOutput(),
              new Output<?>[] {image.asOutput(), kernel.asOutput()});
      Op all = tf.withControlDependencies(List.of(out, gradients[0], gradients[1])).noOp();

      assertEquals(forward, flop(graph, out));
      assertEquals(3 * forward, flop(graph, all));
    }
  }

  @Test
  void whatIsNotAskedForDoesNotCount() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = input(tf, 3, 3);
      Op wanted = tf.linalg.matMul(x, x);
      tf.linalg.matMul(x, x);

      assertEquals(54, flop(graph, wanted));
      assertEquals(3, GraphCost.of(graph, (GraphOperation) wanted.op()).nodes());
    }
  }

  @Test
  void aSizeThatIsNotKnownIsNotGuessed() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Op product = tf.linalg.matMul(input(tf, -1, 5), input(tf, 5, 7));

      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> flop(graph, product));
      assertTrue(e.getMessage().startsWith("MatMul "), e::getMessage);
    }
  }

  /**
   * The paper's sizes need 0.917 TFLOP with TensorFlow's gradients; a batch of 50 x 50 there, of 2
   * x 10 here. The gradient of the value is taken once, which saves two products of 400 x 400 for
   * each imagined state.
   */
  @Test
  void anUpdateOfThePapersSizeCostsWhatItsLayersSay() {
    DreamerConfig config =
        DreamerConfig.resolve(Map.of("batch_shape", List.of(2, 10), "convs", "plain"));
    EnvironmentSpec spec =
        new EnvironmentSpec(Map.of("image", Spec.Image.RGB64), Spec.Box.of(6, -1, 1));
    try (DreamerAgent agent = DreamerAgent.create(config, spec, Execution.QUICK_START)) {
      double perFrame = agent.updateCost().flop() / 20;

      double saved = 15 * 2 * 2 * 400 * 400;
      assertEquals(0.917e12 / 2500 - saved, perFrame, 0.001e12 / 2500);
    }
  }
}
