package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
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

  @Test
  void returnsAreTheReferences() throws IOException {
    List<Operand<TFloat32>> fetches = new ArrayList<>();
    List<double[]> expected = new ArrayList<>();
    int count = 0;
    for (List<JsonNode> group : groups("direct", "T")) {
      fetches.addAll(
          LambdaReturn.of(
              net,
              steps(group, "reward"),
              steps(group, "value"),
              steps(group, "pcont"),
              bootstrap(group),
              lambda(group)));
      expected.addAll(columns(group, "tf1_lambda_return"));
      count += group.size();
    }
    assertEquals(90, count);
    compare("return", expected, fetches);
  }

  @Test
  void lambdaOneIsTheReferencesDiscountedReturnWhateverTheValues() throws IOException {
    List<Operand<TFloat32>> fetches = new ArrayList<>();
    List<double[]> expected = new ArrayList<>();
    for (List<JsonNode> group : groups("direct", "T")) {
      List<Operand<TFloat32>> reward = steps(group, "reward");
      fetches.addAll(
          LambdaReturn.of(
              net,
              reward,
              reward.stream().<Operand<TFloat32>>map(r -> net.plus(r, 7)).toList(),
              steps(group, "pcont"),
              bootstrap(group),
              1));
      expected.addAll(columns(group, "tf1_discounted_return"));
    }
    compare("discounted return", expected, fetches);
  }

  @Test
  void weightedReturnsAndValueLossesAreTheReferences() throws IOException {
    List<Operand<TFloat32>> fetches = new ArrayList<>();
    List<double[]> expected = new ArrayList<>();
    int count = 0;
    for (List<JsonNode> group : groups("tf1_training_use", "H")) {
      Objective objective = new Objective(group);
      fetches.addAll(objective.weighted(objective.returns));
      expected.addAll(columns(group, "weighted_returns"));
      List<Operand<TFloat32>> losses = new ArrayList<>();
      for (int k = 0; k < objective.returns.size(); k++) {
        Operand<TFloat32> logProb =
            Normal.unitLogProb(net, objective.value.get(k), objective.returns.get(k));
        losses.add(net.times(logProb, -1));
      }
      fetches.addAll(objective.weighted(losses));
      expected.addAll(columns(group, "weighted_value_loss"));
      count += group.size();
    }
    assertEquals(27, count);
    compare("weighted return or loss", expected, fetches);
  }

  private void compare(String name, List<double[]> expected, List<Operand<TFloat32>> fetches) {
    List<double[]> actual = run.run(fetches);
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      TensorAssert.close(name + " " + i, floats(expected.get(i)), floats(actual.get(i)), TOLERANCE);
    }
  }

  /** What training makes of H predictions: the last is dropped, the one before bootstraps. */
  private final class Objective {
    private final List<Operand<TFloat32>> value;
    private final List<Operand<TFloat32>> returns;
    private final List<Operand<TFloat32>> weights;

    Objective(List<JsonNode> group) {
      int kept = group.get(0).get("H").intValue() - 1;
      double discount = group.get(0).get("discount").doubleValue();
      value = steps(group, "value").subList(0, kept);
      List<Operand<TFloat32>> discounts =
          steps(group, "pcont").subList(0, kept).stream().map(p -> net.times(p, discount)).toList();
      Operand<TFloat32> bootstrap = value.get(kept - 1);
      returns =
          LambdaReturn.of(
              net,
              steps(group, "reward").subList(0, kept),
              value,
              discounts,
              bootstrap,
              lambda(group));
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

  /** Cases that differ in nothing but the numbers of their rows. */
  private static Collection<List<JsonNode>> groups(String name, String length) throws IOException {
    JsonNode cases =
        new ObjectMapper().readTree(GoldenRun.resource("/golden/returns.json").toFile()).get(name);
    Map<String, List<JsonNode>> groups = new TreeMap<>();
    for (JsonNode c : cases) {
      String key = c.get(length) + " " + c.get("lambda_") + " " + c.get("discount");
      groups.computeIfAbsent(key, ignored -> new ArrayList<>()).add(c);
    }
    return groups.values();
  }

  private static double lambda(List<JsonNode> group) {
    return group.get(0).get("lambda_").doubleValue();
  }

  /** Where a case has no bootstrap the reference takes zero. */
  private Operand<TFloat32> bootstrap(List<JsonNode> group) {
    double[] rows =
        group.stream()
            .flatMapToDouble(
                c ->
                    c.get("bootstrap").isNull()
                        ? DoubleStream.generate(() -> 0).limit(c.get("reward").size())
                        : numbers(c.get("bootstrap")))
            .toArray();
    return run.input(rows, rows.length);
  }

  /** One operand [N] for each step of arrays [rows, T]. */
  private List<Operand<TFloat32>> steps(List<JsonNode> group, String key) {
    return columns(group, key).stream().map(c -> run.input(c, c.length)).toList();
  }

  /** The columns of arrays [rows, T] below one another. */
  private static List<double[]> columns(List<JsonNode> group, String key) {
    List<double[]> columns = new ArrayList<>();
    for (int t = 0; t < group.get(0).get(key).get(0).size(); t++) {
      int step = t;
      columns.add(
          group.stream()
              .flatMap(c -> StreamSupport.stream(c.get(key).spliterator(), false))
              .mapToDouble(row -> row.get(step).doubleValue())
              .toArray());
    }
    return columns;
  }

  private static DoubleStream numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonNode::doubleValue);
  }

  private static float[] floats(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }
}
