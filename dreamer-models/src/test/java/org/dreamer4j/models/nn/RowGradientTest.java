package org.dreamer4j.models.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.config.ModelConfig.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class RowGradientTest {
  private static final int ROWS = 4;
  private static final int FEATURES = 3;
  private static final int UNITS = 5;

  @ParameterizedTest
  @CsvSource({"ELU, 3", "TANH, 1", "SWISH, 2", "RELU, 2", "SOFTPLUS, 2", "NONE, 0"})
  void twoLossesHaveTensorFlowsGradients(Activation activation, int hidden) {
    Rounding.assertAlone(
        lossesAndGradients(activation, hidden, false),
        lossesAndGradients(activation, hidden, true),
        activation + " after " + hidden);
  }

  @ParameterizedTest
  @CsvSource({"false, 6", "true, 3"})
  void theHiddenLayersAreGoneBackThroughOnce(boolean shared, int steps) {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      fetches(run, Activation.ELU, 3, shared);
      assertEquals(steps, GraphRun.count(run.graph(), "EluGrad"));
    }
  }

  @Test
  void whatHasSeveralOutputsIsRefused() {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Net net = run.net();
      Mlp mlp = new Mlp(net, new LayerNames("head"), FEATURES, UNITS, 1, Activation.ELU);
      Dense last = new Dense(net, "head/last", UNITS, 2);
      Operand<TFloat32> x = run.input(GraphRun.values(1, ROWS * FEATURES), ROWS, FEATURES);
      Exception refused =
          assertThrows(IllegalArgumentException.class, () -> mlp.applyForLosses(x, last));
      assertEquals("2 outputs for each row where one is differentiated", refused.getMessage());
    }
  }

  private static List<double[]> lossesAndGradients(
      Activation activation, int hidden, boolean shared) {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      return run.run(fetches(run, activation, hidden, shared));
    }
  }

  /**
   * The outputs; of a weighted sum of them the gradients of rows and weights; of the sum of their
   * squares those of weights and rows.
   */
  private static List<Operand<TFloat32>> fetches(
      GraphRun run, Activation activation, int hidden, boolean shared) {
    Net net = run.net();
    Ops tf = net.tf();
    LayerNames names = new LayerNames("head");
    Mlp mlp = new Mlp(net, names, FEATURES, UNITS, hidden, activation);
    Dense last = new Dense(net, names.next("dense"), hidden == 0 ? FEATURES : UNITS, 1);
    Operand<TFloat32> x = run.input(GraphRun.values(1, ROWS * FEATURES), ROWS, FEATURES);
    Operand<TFloat32> y = shared ? mlp.applyForLosses(x, last) : last.apply(mlp.apply(x));
    List<Operand<TFloat32>> fetches =
        new ArrayList<>(run.valueAndGradients(x, y, List.of("head"), ROWS, 1));
    List<Operand<TFloat32>> over = new ArrayList<>();
    net.variables().trainable(List.of("head")).forEach(weight -> over.add(weight.value()));
    over.add(x);
    fetches.addAll(run.gradients(net.sum(tf.math.square(y)), over));
    return fetches;
  }
}
