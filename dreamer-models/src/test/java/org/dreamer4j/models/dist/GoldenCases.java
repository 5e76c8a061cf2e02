package org.dreamer4j.models.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.models.nn.GraphRun;
import org.dreamer4j.models.nn.Net;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Arguments and results of formulas, recorded in golden/distributions.json. */
final class GoldenCases {
  private GoldenCases() {}

  /** An element type and the relative error it allows. */
  enum Precision {
    SINGLE(TFloat32.class, 1e-5),
    DOUBLE(GraphRun.DOUBLE, 1e-12);

    private final Class<TFloat32> type;
    private final double tolerance;

    Precision(Class<TFloat32> type, double tolerance) {
      this.type = type;
      this.tolerance = tolerance;
    }
  }

  /** What is held to the recorded results; every argument is one row. */
  interface Formula {
    Operand<TFloat32> of(Net net, List<Operand<TFloat32>> arguments);
  }

  /** All cases under a name. */
  static List<JsonNode> of(String name) throws IOException {
    try (InputStream in = GoldenCases.class.getResourceAsStream("/golden/distributions.json")) {
      List<JsonNode> cases = new ArrayList<>();
      new ObjectMapper().readTree(in).get(name).forEach(cases::add);
      return cases;
    }
  }

  /** Compares a formula with the recorded results, numbers or lists of them. */
  static void check(
      Precision precision,
      List<JsonNode> cases,
      List<String> arguments,
      String expected,
      int count,
      Formula formula) {
    assertEquals(count, cases.size());
    try (GraphRun run = new GraphRun(precision.type)) {
      List<Operand<TFloat32>> fetches = new ArrayList<>();
      for (JsonNode c : cases) {
        fetches.add(formula.of(run.net(), arguments.stream().map(a -> row(run, c, a)).toList()));
      }
      List<double[]> actual = run.run(fetches);
      for (int i = 0; i < count; i++) {
        double[] reference = numbers(cases.get(i).get(expected));
        assertEquals(reference.length, actual.get(i).length);
        for (int k = 0; k < reference.length; k++) {
          double error = Math.abs(reference[k] - actual.get(i)[k]);
          assertTrue(
              error <= precision.tolerance * Math.max(1, Math.abs(reference[k])),
              cases.get(i) + " gives " + actual.get(i)[k]);
        }
      }
    }
  }

  private static Operand<TFloat32> row(GraphRun run, JsonNode c, String argument) {
    double[] values = numbers(c.get(argument));
    return run.input(values, 1, values.length);
  }

  /** A number or a list of them. */
  private static double[] numbers(JsonNode value) {
    double[] values = new double[value.isArray() ? value.size() : 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = (value.isArray() ? value.get(i) : value).doubleValue();
    }
    return values;
  }
}
