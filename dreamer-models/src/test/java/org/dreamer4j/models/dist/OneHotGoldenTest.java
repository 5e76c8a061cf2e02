package org.dreamer4j.models.dist;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.dreamer4j.models.dist.GoldenCases.Formula;
import org.dreamer4j.models.dist.GoldenCases.Precision;
import org.dreamer4j.models.nn.Net;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** One-hot actions against independent formulas in double precision. */
class OneHotGoldenTest {
  @ParameterizedTest
  @EnumSource
  void logProbabilityOfAChoice(Precision precision) throws IOException {
    check(
        precision,
        List.of("logits", "index"),
        "log_prob",
        (net, a) -> of(a).logProb(net, hot(net, a.get(1), a.get(0))));
  }

  @ParameterizedTest
  @EnumSource
  void logProbabilityIsThatOfTheLargestElement(Precision precision) throws IOException {
    check(
        precision,
        List.of("logits", "index", "probs"),
        "log_prob",
        (net, a) -> {
          Operand<TFloat32> hot = hot(net, a.get(1), a.get(0));
          // Between 0.9 and 1 at the index, at most 0.1 elsewhere.
          Operand<TFloat32> soft = net.tf().math.add(net.times(hot, 0.9), net.times(a.get(2), 0.1));
          return of(a).logProb(net, soft);
        });
  }

  @ParameterizedTest
  @EnumSource
  void probabilities(Precision precision) throws IOException {
    check(precision, List.of("logits"), "probs", (net, a) -> of(a).mean(net));
  }

  @ParameterizedTest
  @EnumSource
  void entropy(Precision precision) throws IOException {
    check(precision, List.of("logits"), "entropy", (net, a) -> of(a).entropy(net, a.get(0)));
  }

  @ParameterizedTest
  @EnumSource
  void mode(Precision precision) throws IOException {
    check(
        precision,
        List.of("logits"),
        "mode",
        (net, a) -> {
          Operand<TFloat32> mode = of(a).mode(net, a.get(0));
          Operand<TFloat32> places =
              net.tf()
                  .dtypes
                  .cast(
                      net.tf()
                          .range(
                              net.tf().constant(0),
                              net.tf().constant((int) size(mode)),
                              net.tf().constant(1)),
                      net.type());
          return net.sumLast(net.tf().math.mul(mode, places));
        });
  }

  private static void check(
      Precision precision, List<String> arguments, String expected, Formula formula)
      throws IOException {
    List<JsonNode> cases = GoldenCases.of("onehot");
    GoldenCases.check(precision, cases, arguments, expected, 10, formula);
  }

  private static OneHot of(List<Operand<TFloat32>> arguments) {
    return new OneHot(arguments.get(0), OneHot.Gradient.SCORE);
  }

  /** The one-hot vector of an index [1, 1], [1, A]. */
  private static Operand<TFloat32> hot(Net net, Operand<TFloat32> index, Operand<TFloat32> logits) {
    var tf = net.tf();
    Operand<TInt32> place =
        tf.dtypes.cast(tf.reshape(index, tf.constant(new int[] {1})), TInt32.class);
    return tf.oneHot(place, tf.constant((int) size(logits)), net.constant(1), net.constant(0));
  }

  private static long size(Operand<TFloat32> row) {
    return row.shape().get(1);
  }
}
