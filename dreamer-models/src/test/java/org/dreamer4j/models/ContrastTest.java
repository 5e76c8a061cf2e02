package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.LossConfig;
import org.dreamer4j.models.nn.GraphRun;
import org.dreamer4j.models.nn.Net;
import org.dreamer4j.models.nn.Variable;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class ContrastTest {
  private static final int SIZE = 3;
  private static final int LENGTH = 4;

  @Test
  void batchContrastRollsSequencesAtTheSameStep() {
    int[][][] pairs = Contrast.of(loss("batch"), SIZE, LENGTH);
    // Row 5 is step 1 of sequence 1; rolling by 0, 1, 2 brings sequences 1, 0, 2.
    assertArrayEquals(new int[] {5, 1, 9}, others(pairs[5]));
  }

  @Test
  void timeContrastRollsStepsOfTheSameSequence() {
    int[][][] pairs = Contrast.of(loss("time"), SIZE, LENGTH);
    assertArrayEquals(new int[] {5, 4, 7, 6}, others(pairs[5]));
  }

  @Test
  void windowContrastRollsBothAroundTheMiddle() {
    int[][][] pairs = Contrast.of(loss("window"), SIZE, LENGTH);
    // Shifts -1, 0 of sequences and -1, 0 of steps.
    assertArrayEquals(new int[] {10, 9, 6, 5}, others(pairs[5]));
  }

  @Test
  void aWindowLargerThanTheBatchIsRefused() {
    LossConfig config = DreamerConfig.resolve(Map.of("cpc_batch_amount", 4)).loss();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Contrast.of(config, SIZE, LENGTH));
    assertEquals(
        "cpc_batch_amount 4 and cpc_time_amount 30 must fit into batch_shape [3, 4]",
        e.getMessage());
  }

  @Test
  void objectiveIsTheLogProbabilityAgainstThatOfAllContrasts() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("model_size", 2);
    params.put("state_size", 1);
    params.put("num_units", 4);
    params.put("cpc_head", true);
    params.put("cpc_contrast", "time");
    params.put("batch_shape", List.of(SIZE, LENGTH));
    DreamerConfig config = DreamerConfig.resolve(params);
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Net net = run.net();
      ContrastiveHead head = new ContrastiveHead(net, config, 5);
      Operand<TFloat32> embed =
          net.tf()
              .random
              .randomStandardNormal(
                  net.tf().constant(new long[] {SIZE * LENGTH, 5}), GraphRun.DOUBLE);
      Operand<TFloat32> feature =
          net.tf()
              .random
              .randomStandardNormal(
                  net.tf().constant(new long[] {SIZE * LENGTH, 3}), GraphRun.DOUBLE);
      for (Variable<?> variable : net.variables().all()) {
        run.execute(variable.initializer());
      }
      Operand<TFloat32> objective = head.objective(config.loss(), embed, feature, SIZE, LENGTH);
      var prediction = head.prediction(embed);
      List<double[]> out =
          run.run(List.of(objective, prediction.mean(), prediction.stddev(), feature));
      assertArrayEquals(byHand(out.get(1), out.get(2), out.get(3)), out.get(0), 1e-9);
    }
  }

  private static double[] byHand(double[] mean, double[] stddev, double[] feature) {
    double[] expected = new double[SIZE * LENGTH];
    for (int row = 0; row < expected.length; row++) {
      double sum = 0;
      for (int t = 0; t < LENGTH; t++) {
        sum += Math.exp(logProb(mean, stddev, feature, row, row / LENGTH * LENGTH + t));
      }
      expected[row] = logProb(mean, stddev, feature, row, row) - Math.log(sum);
    }
    return expected;
  }

  private static double logProb(
      double[] mean, double[] stddev, double[] feature, int row, int other) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double s = stddev[3 * row + i];
      double z = (feature[3 * other + i] - mean[3 * row + i]) / s;
      sum -= 0.5 * z * z + Math.log(s) + 0.5 * Math.log(2 * Math.PI);
    }
    return sum;
  }

  private static LossConfig loss(String contrast) {
    return DreamerConfig.resolve(
            Map.of("cpc_contrast", contrast, "cpc_batch_amount", 2, "cpc_time_amount", 2))
        .loss();
  }

  private static int[] others(int[][] pairs) {
    return Arrays.stream(pairs).mapToInt(pair -> pair[1]).toArray();
  }
}
