package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.types.TFloat32;

/** The terms of the model loss, summed by hand in double precision. */
class ModelLossTest {
  private static final EnvironmentSpec VECTORS = Tiny.vectors(Spec.Box.of(2, -1, 1));
  private static final int ROWS = DoubleDreamer.SIZE * DoubleDreamer.LENGTH;
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  @Test
  void rewardsThatAreMaskedAreNotLearnedFrom() {
    try (DoubleDreamer dreamer = open(Map.of())) {
      double[] mask = dreamer.vectors.get(Episode.REWARD_MASK);
      double[] expected = rewardLogProb(dreamer, r -> r);
      Arrays.setAll(expected, i -> mask[i] == 0 ? 0 : expected[i]);
      assertEquals(3, Arrays.stream(mask).filter(m -> m == 0).count());
      assertArrayEquals(expected, logProb(dreamer, "reward"), 1e-12);
      // All rows count in the mean, as in the reference.
      double mean = Arrays.stream(expected).sum() / ROWS;
      assertEquals(-mean, term(dreamer, "reward"), 1e-12);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sign", "tanh"})
  void rewardsAreClippedAsConfigured(String clip) {
    try (DoubleDreamer dreamer = open(Map.of("clip_rewards", clip))) {
      double[] ones = new double[ROWS];
      Arrays.fill(ones, 1);
      dreamer.run.feed(dreamer.graph.train().inputs().vector(Episode.REWARD_MASK), ones, 2, 4);
      DoubleUnaryOperator clipped = clip.equals("sign") ? Math::signum : Math::tanh;
      assertArrayEquals(rewardLogProb(dreamer, clipped), logProb(dreamer, "reward"), 1e-12);
    }
  }

  private static double[] rewardLogProb(DoubleDreamer dreamer, DoubleUnaryOperator clip) {
    double[] mean = output(dreamer, "reward");
    double[] reward = dreamer.vectors.get(Episode.REWARD);
    double[] out = new double[ROWS];
    Arrays.setAll(
        out, i -> -0.5 * Math.pow(clip.applyAsDouble(reward[i]) - mean[i], 2) - HALF_LOG_TWO_PI);
    return out;
  }

  @Test
  void endsWeighMoreInThePcontLossIfAskedTo() {
    double[] pcont = {1, 1, 0, 1, 0, 1, 1, 1};
    try (DoubleDreamer dreamer = open(Map.of("pcont_label_weight", 5))) {
      dreamer.run.feed(dreamer.graph.train().inputs().vector(Episode.PCONT), pcont, 2, 4);
      double[] logit = output(dreamer, "pcont");
      double[] expected = new double[ROWS];
      for (int i = 0; i < ROWS; i++) {
        double label = 0.99 * pcont[i];
        double p = 1 / (1 + Math.exp(-logit[i]));
        double logProb = label * Math.log(p) + (1 - label) * Math.log(1 - p);
        expected[i] = logProb * (pcont[i] == 0 ? 5 : 1);
      }
      assertArrayEquals(expected, logProb(dreamer, "pcont"), 1e-12);
      double mean = Arrays.stream(expected).average().orElseThrow();
      assertEquals(-mean, term(dreamer, "pcont"), 1e-12);
    }
  }

  @Test
  void theReturnHeadPredictsTheReturnSoFarAndVectorsAreSummed() {
    Map<String, ?> overrides =
        Map.of("return_head", true, "gradient_heads", List.of("reward", "return", "velocity"));
    try (DoubleDreamer dreamer = open(overrides)) {
      for (String head : List.of("return", "velocity", "position")) {
        double[] mean = output(dreamer, head);
        double[] target = dreamer.vectors.get(head);
        double[] expected = new double[ROWS];
        for (int i = 0; i < target.length; i++) {
          expected[i / (target.length / ROWS)] +=
              -0.5 * Math.pow(target[i] - mean[i], 2) - HALF_LOG_TWO_PI;
        }
        assertArrayEquals(expected, logProb(dreamer, head), 1e-12);
      }
    }
  }

  @Test
  void theLossIsTheSumOfTermsTimesTheirScales() {
    Map<String, ?> overrides =
        Map.of(
            "free_nats", 0.05,
            "divergence_scale", 0.5,
            "reward_loss_scale", 2,
            "velocity_loss_scale", 3,
            "position_loss_scale", 0,
            "pcont_loss_scale", 4,
            "gradient_heads", List.of("reward", "velocity"));
    try (DoubleDreamer dreamer = open(overrides)) {
      ModelLoss model = dreamer.graph.train().model();
      assertEquals(Set.of("divergence", "reward", "velocity", "pcont"), model.terms().keySet());
      double divergence =
          Arrays.stream(dreamer.run.run(model.divergence()))
              .map(kl -> Math.max(0, kl - 0.05))
              .average()
              .orElseThrow();
      assertEquals(divergence, term(dreamer, "divergence"), 1e-12);
      double expected =
          0.5 * divergence + 2 * term(dreamer, "reward") + 3 * term(dreamer, "velocity");
      assertEquals(expected, dreamer.run.run(model.loss())[0], 1e-12);
      assertEquals(Set.of("pcont"), model.diagnostics().keySet());
      double pcont = dreamer.run.run(model.diagnostics().get("pcont"))[0];
      assertEquals(4 * term(dreamer, "pcont"), pcont, 1e-12);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 5})
  void freeNatsCanBeGrantedToTheMean(double nats) {
    try (DoubleDreamer dreamer = open(Map.of("free_nats_per", "mean", "free_nats", nats))) {
      double[] divergence = dreamer.run.run(dreamer.graph.train().model().divergence());
      double mean = Arrays.stream(divergence).average().orElseThrow();
      assertTrue(mean > 0.001 && mean < 5);
      assertEquals(Math.max(mean, nats), term(dreamer, "divergence"), 1e-12);
    }
  }

  @ParameterizedTest
  @CsvSource({"3, plain", "1, rewritten"})
  void imagesAreNormalAroundTheDecodersMeans(int channels, String convs) {
    EnvironmentSpec images =
        new EnvironmentSpec(
            Map.of("image", new Spec.Image(64, 64, channels)), Spec.Box.of(2, -1, 1));
    Map<String, ?> overrides = Map.of("image_head_std", 2.0, "convs", convs);
    try (DoubleDreamer dreamer = new DoubleDreamer(images, overrides)) {
      ModelLoss model = dreamer.graph.train().model();
      double[] mean =
          dreamer.run.run(
              dreamer.graph.networks().world().decoder().orElseThrow().decode(model.feature()));
      double[] noise = dreamer.noise.get("image");
      double[] expected = new double[ROWS];
      int size = mean.length / ROWS;
      for (int i = 0; i < mean.length; i++) {
        double pixel = (dreamer.pixels[i] & 0xff) / 256.0 + noise[i] - 0.5;
        double z = (pixel - mean[i]) / 2;
        expected[i / size] += -0.5 * z * z - Math.log(2) - HALF_LOG_TWO_PI;
      }
      assertArrayEquals(expected, logProb(dreamer, "image"), 1e-6);
      double average = Arrays.stream(expected).average().orElseThrow();
      assertEquals(-average, term(dreamer, "image"), 1e-6);
    }
  }

  /** What an update says that is to learn from one value that is not finite. */
  private static String stopped(DreamerAgent agent, String key, float value) {
    Batch batch = Tiny.batch(agent.config(), VECTORS, 2);
    batch.vector(key)[5] = value;
    Map<String, float[]> before = DreamerAgentTest.values(agent);
    TFInvalidArgumentException e =
        assertThrows(TFInvalidArgumentException.class, () -> agent.train(batch), key);
    Map<String, float[]> after = DreamerAgentTest.values(agent);
    before.forEach((name, values) -> assertArrayEquals(values, after.get(name), name));
    return e.getMessage();
  }

  private static void assertStarts(String expected, String actual) {
    assertTrue(actual.startsWith(expected), actual);
  }

  @Test
  void anUpdateStopsAtTheFirstLossOrGradientThatIsNotFiniteAndChangesNothing() {
    try (DreamerAgent agent = Tiny.agent(VECTORS, overrides(Map.of()))) {
      agent.train(Tiny.batch(agent.config(), VECTORS, 1));
      for (int i = 0; i < 3; i++) {
        assertStarts("model: model_loss : Tensor had NaN", stopped(agent, "position", Float.NaN));
        assertStarts(
            "model: model_loss : Tensor had +Inf",
            stopped(agent, Episode.REWARD, Float.POSITIVE_INFINITY));
      }
      // The agent is as it was and goes on.
      agent.train(Tiny.batch(agent.config(), VECTORS, 3));
    }
  }

  /** In an optimized graph the encoder's first layers hide NaN: max(0, NaN) is 0 there. */
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void anUpdateStopsAtWeightsThatAreNotFinite(float value) {
    DreamerConfig config = Tiny.config(Map.of("conv_depth", 4));
    try (DreamerAgent agent =
        DreamerAgent.create(config, Tiny.spec(), new Execution(true, 1, Device.CPU))) {
      agent.train(Tiny.batch(config, 1));
      float[] weights = new float[4 * 4 * 3 * 4];
      Arrays.fill(weights, 0.01f);
      weights[17] = value;
      Tiny.set(agent, "graph/encoder/conv2d/kernel", weights);
      Exception failure =
          assertThrows(TFInvalidArgumentException.class, () -> agent.train(Tiny.batch(config, 2)));
      assertStarts("model: model_", failure.getMessage());
    }
  }

  @Test
  void checkingNumericsNamesTheTermOrTheVariable() {
    for (String key : List.of("debug", "check_numerics")) {
      try (DreamerAgent agent = Tiny.agent(VECTORS, overrides(Map.of(key, true)))) {
        assertStarts(
            "model: reward_loss : Tensor had NaN", stopped(agent, Episode.REWARD, Float.NaN));
        assertStarts("model: div : Tensor had NaN", stopped(agent, "position", Float.NaN));
        agent.train(Tiny.batch(agent.config(), VECTORS, 3));
      }
    }
  }

  private static double[] output(DoubleDreamer dreamer, String head) {
    return dreamer.run.run(dreamer.graph.train().model().outputs().get(head));
  }

  private static double[] logProb(DoubleDreamer dreamer, String head) {
    return dreamer.run.run(dreamer.graph.train().model().logProbs().get(head));
  }

  private static double term(DoubleDreamer dreamer, String name) {
    Operand<TFloat32> term = dreamer.graph.train().model().terms().get(name);
    return dreamer.run.run(term)[0];
  }

  private static DoubleDreamer open(Map<String, ?> more) {
    return new DoubleDreamer(VECTORS, overrides(more));
  }

  private static Map<String, ?> overrides(Map<String, ?> more) {
    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put("encoder", "proprio");
    overrides.put("gradient_heads", List.of("reward"));
    overrides.putAll(more);
    return overrides;
  }
}
