package org.dreamer4j.models.dist;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.models.dist.GoldenCases.Formula;
import org.dreamer4j.models.dist.GoldenCases.Precision;
import org.dreamer4j.models.nn.Net;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Densities and divergences from independent formulas in double precision. */
class DistributionGoldenTest {

  @ParameterizedTest
  @EnumSource
  void normalLogDensity(Precision precision) throws IOException {
    check(
        precision,
        "normal_log_prob",
        List.of("loc", "scale", "x"),
        "value",
        27,
        (net, a) -> new Normal(a.get(0), a.get(1)).logProb(net, a.get(2)));
  }

  @ParameterizedTest
  @EnumSource
  void normalLogDensityOfDeviationOne(Precision precision) throws IOException {
    GoldenCases.check(
        precision,
        GoldenCases.of("normal_log_prob").stream()
            .filter(c -> c.get("scale").doubleValue() == 1)
            .toList(),
        List.of("loc", "x"),
        "value",
        9,
        (net, a) -> Normal.unitLogProb(net, a.get(0), a.get(1)));
  }

  @ParameterizedTest
  @EnumSource
  void divergenceOfNormals(Precision precision) throws IOException {
    check(
        precision,
        "kl_diag_normal",
        List.of("mean_p", "std_p", "mean_q", "std_q"),
        "kl_p_q",
        12,
        (net, a) ->
            new Normal(a.get(0), a.get(1)).divergenceFrom(net, new Normal(a.get(2), a.get(3))));
  }

  @ParameterizedTest
  @EnumSource
  void entropyOfNormals(Precision precision) throws IOException {
    check(
        precision,
        "diag_normal_entropy",
        List.of("std"),
        "value",
        3,
        (net, a) -> new Normal(net.tf().zerosLike(a.get(0)), a.get(0)).entropy(net));
  }

  @ParameterizedTest
  @EnumSource
  void bernoulliLogProbabilityOfSoftLabels(Precision precision) throws IOException {
    check(
        precision,
        "bernoulli_log_prob",
        List.of("logit", "label"),
        "value",
        48,
        (net, a) -> new Bernoulli(a.get(0)).logProb(net, a.get(1)));
  }

  @ParameterizedTest
  @EnumSource
  void tanhNormalLogDensityOfAnAction(Precision precision) throws IOException {
    // The limit 0.99999997 is itself rounded in single precision, so only there is it the
    // reference's.
    List<JsonNode> cases = new ArrayList<>(GoldenCases.of("tanh_normal_from_action"));
    if (precision == Precision.DOUBLE) {
      cases.removeIf(
          c -> c.get("action_float32").doubleValue() != c.get("clipped_float32").doubleValue());
    }
    GoldenCases.check(
        precision,
        cases,
        List.of("loc", "scale", "action_float32"),
        "log_prob",
        precision == Precision.DOUBLE ? 5 : 7,
        DistributionGoldenTest::tanhLogProb);
  }

  @ParameterizedTest
  @EnumSource(names = "DOUBLE")
  void tanhNormalLogDensityOfASample(Precision precision) throws IOException {
    // In single precision an action near 1 does not tell what it is the tanh of.
    GoldenCases.check(
        precision,
        GoldenCases.of("tanh_normal_from_pre_tanh").stream()
            .filter(c -> Math.abs(c.get("action").doubleValue()) < 0.996)
            .toList(),
        List.of("loc", "scale", "action"),
        "log_prob_from_pre_tanh",
        5,
        DistributionGoldenTest::tanhLogProb);
  }

  @ParameterizedTest
  @EnumSource
  void tanhNormalSamplesAreTheTanhOfNormalSamples(Precision precision) throws IOException {
    check(
        precision,
        "tanh_normal_from_pre_tanh",
        List.of("loc", "scale", "pre_tanh"),
        "action",
        8,
        (net, a) -> {
          Operand<TFloat32> noise =
              net.tf().math.div(net.tf().math.sub(a.get(2), a.get(0)), a.get(1));
          return new TanhNormal(new Normal(a.get(0), a.get(1))).sample(net, noise);
        });
  }

  private static Operand<TFloat32> tanhLogProb(Net net, List<Operand<TFloat32>> a) {
    return new TanhNormal(new Normal(a.get(0), a.get(1))).logProb(net, a.get(2));
  }

  private static void check(
      Precision precision,
      String name,
      List<String> arguments,
      String expected,
      int count,
      Formula formula)
      throws IOException {
    GoldenCases.check(precision, GoldenCases.of(name), arguments, expected, count, formula);
  }
}
