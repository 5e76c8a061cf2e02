package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.models.dist.Normal;
import org.dreamer4j.models.nn.GraphRun;
import org.dreamer4j.models.nn.Net;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Returns that the reference's own functions computed. */
class LambdaReturnGoldenTest {
  private static final double TOLERANCE = 1e-5;

  private final GraphRun run = new GraphRun(TFloat32.class);
  private final Net net = run.net();

  @AfterEach
  void close() {
    run.close();
  }

  private static JsonNode cases(String name) throws IOException {
    return new ObjectMapper()
        .readTree(GoldenRun.resource("/golden/returns.json").toFile())
        .get(name);
  }

  @Test
  void returnsAreTheReferences() throws IOException {
    List<Operand<TFloat32>> fetches = new ArrayList<>();
    List<double[]> expected = new ArrayList<>();
    JsonNode cases = cases("direct");
    for (JsonNode c : cases) {
      List<Operand<TFloat32>> reward = steps(c.get("reward"));
      List<Operand<TFloat32>> value = steps(c.get("value"));
      List<Operand<TFloat32>> returns =
          LambdaReturn.of(
              net,
              reward,
              value,
              steps(c.get("pcont")),
              bootstrap(c.get("bootstrap"), value),
              c.get("lambda_").doubleValue());
      fetches.addAll(returns);
      expected.addAll(columns(c.get("tf1_lambda_return")));
    }
    assertEquals(90, cases.size());
    compare("return", expected, fetches);
  }

  @Test
  void weightedReturnsAndValueLossesAreTheReferences() throws IOException {
    List<Operand<TFloat32>> fetches = new ArrayList<>();
    List<double[]> expected = new ArrayList<>();
    JsonNode cases = cases("tf1_training_use");
    for (JsonNode c : cases) {
      Objective objective = new Objective(c);
      fetches.addAll(objective.weighted(objective.returns));
      expected.addAll(columns(c.get("weighted_returns")));
      List<Operand<TFloat32>> losses = new ArrayList<>();
      for (int k = 0; k < objective.returns.size(); k++) {
        Operand<TFloat32> logProb =
            Normal.unitLogProb(net, objective.value.get(k), objective.returns.get(k));
        losses.add(net.times(logProb, -1));
      }
      fetches.addAll(objective.weighted(losses));
      expected.addAll(columns(c.get("weighted_value_loss")));
    }
    assertEquals(27, cases.size());
    compare("weighted return or loss", expected, fetches);
  }

  private void compare(String name, List<double[]> expected, List<Operand<TFloat32>> fetches) {
    List<double[]> actual = run.run(fetches);
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      TensorAssert.close(
          name + " " + i, floats(expected.get(i)), floats(actual.get(i)), TOLERANCE);
    }
  }

  /** What training makes of H predictions: the last is dropped, the one before bootstraps. */
  private final class Objective {
    final List<Operand<TFloat32>> value;
    final List<Operand<TFloat32>> returns;
    private final List<Operand<TFloat32>> weights;

    Objective(JsonNode c) {
      int kept = c.get("H").intValue() - 1;
      double discount = c.get("discount").doubleValue();
      value = steps(c.get("value")).subList(0, kept);
      List<Operand<TFloat32>> discounts =
          steps(c.get("pcont")).subList(0, kept).stream()
              .map(p -> net.times(p, discount))
              .toList();
      returns =
          LambdaReturn.of(
              net,
              steps(c.get("reward")).subList(0, kept),
              value,
              discounts,
              value.get(kept - 1),
              c.get("lambda_").doubleValue());
      weights = LambdaReturn.weights(net, discounts);
    }

    List<Operand<TFloat32>> weighted(List<Operand<TFloat32>> steps) {
      List<Operand<TFloat32>> out = new ArrayList<>();
      for (int k = 0; k < steps.size(); k++) {
        out.add(net.tf().math.mul(steps.get(k), weights.get(k)));
      }
      return out;
    }
  }

  /** Without a bootstrap the reference takes zero. */
  private Operand<TFloat32> bootstrap(JsonNode values, List<Operand<TFloat32>> like) {
    if (values.isNull()) {
      return net.tf().zerosLike(like.get(0));
    }
    double[] rows = new double[values.size()];
    for (int n = 0; n < rows.length; n++) {
      rows[n] = values.get(n).doubleValue();
    }
    return run.input(rows, rows.length);
  }

  /** One operand [N] for each step of an array [N, T]. */
  private List<Operand<TFloat32>> steps(JsonNode array) {
    return columns(array).stream().map(c -> run.input(c, c.length)).toList();
  }

  private static List<double[]> columns(JsonNode array) {
    List<double[]> columns = new ArrayList<>();
    for (int t = 0; t < array.get(0).size(); t++) {
      double[] column = new double[array.size()];
      for (int n = 0; n < column.length; n++) {
        column[n] = array.get(n).get(t).doubleValue();
      }
      columns.add(column);
    }
    return columns;
  }

  private static float[] floats(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }
}
