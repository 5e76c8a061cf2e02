package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.junit.jupiter.api.Test;

/** What is embedded, in double precision. */
class EncoderTest {
  private static final int ROWS = DoubleDreamer.SIZE * DoubleDreamer.LENGTH;
  private static final int UNITS = 3;
  private static final EnvironmentSpec VECTORS = Tiny.vectors(Spec.Box.of(2, -1, 1));

  @Test
  void vectorsPassDenseLayersWithRectifiers() {
    Map<String, ?> overrides = proprio(Map.of("proprio_encoder_num_layers", 2));
    try (DoubleDreamer dreamer = new DoubleDreamer(VECTORS, overrides)) {
      double[] in = concat(dreamer, "position", "velocity");
      double[] hidden = dense(dreamer, "graph/encoder/dense", in);
      double[] expected = dense(dreamer, "graph/encoder/dense_1", hidden);
      assertArrayEquals(expected, embed(dreamer), 1e-12);
      assertEquals(List.of("position", "velocity"), encoder(dreamer).keys());
      assertFalse(encoder(dreamer).seesImages());
      assertActsAlike(dreamer);
    }
  }

  @Test
  void theKeysThatAreChosenAreEmbeddedInTheirOrder() {
    Map<String, ?> overrides =
        proprio(Map.of("proprio_encoder_keys", List.of("velocity", "position")));
    try (DoubleDreamer dreamer = new DoubleDreamer(VECTORS, overrides)) {
      double[] in = concat(dreamer, "velocity", "position");
      assertArrayEquals(dense(dreamer, "graph/encoder/dense", in), embed(dreamer), 1e-12);
    }
    overrides = proprio(Map.of("proprio_encoder_keys", List.of("velocity")));
    try (DoubleDreamer dreamer = new DoubleDreamer(VECTORS, overrides)) {
      double[] in = concat(dreamer, "velocity");
      assertArrayEquals(dense(dreamer, "graph/encoder/dense", in), embed(dreamer), 1e-12);
      assertEquals(
          List.of("velocity"), List.copyOf(dreamer.graph.policy().senses().vectors().keySet()));
      assertActsAlike(dreamer);
    }
  }

  @Test
  void fusionPutsImagesAndVectorsSideBySide() {
    try (DoubleDreamer dreamer = new DoubleDreamer(proprio(Map.of("encoder", "fusion")))) {
      assertActsAlike(dreamer);
      int images = 32;
      assertEquals(images + UNITS, encoder(dreamer).embedSize());
      double[] before = embed(dreamer);
      double[] vectors = dense(dreamer, "graph/encoder/dense", concat(dreamer, "position"));
      assertArrayEquals(vectors, part(before, images + UNITS, images, UNITS), 1e-12);

      dreamer.run.feed(
          dreamer.graph.train().inputs().vector("position"), new double[ROWS * 3], 2, 4, 3);
      double[] elsewhere = embed(dreamer);
      assertArrayEquals(
          part(before, images + UNITS, 0, images), part(elsewhere, images + UNITS, 0, images));
      assertFalse(
          Arrays.equals(
              part(before, images + UNITS, images, UNITS),
              part(elsewhere, images + UNITS, images, UNITS)));

      byte[] black = new byte[dreamer.pixels.length];
      dreamer.run.feed(
          dreamer.graph.train().inputs().image(), Tensors.bytes(black, 2, 4, 64, 64, 3));
      double[] dark = embed(dreamer);
      assertFalse(
          Arrays.equals(
              part(elsewhere, images + UNITS, 0, images), part(dark, images + UNITS, 0, images)));
      assertArrayEquals(
          part(elsewhere, images + UNITS, images, UNITS),
          part(dark, images + UNITS, images, UNITS));
    }
  }

  /** The posteriors of acting are those of training. */
  private static void assertActsAlike(DoubleDreamer dreamer) {
    RssmState posterior = dreamer.graph.train().model().observed().posterior();
    double[] trained = dreamer.run.run(posterior.sample());
    assertArrayEquals(DoubleDreamer.firstRows(trained), dreamer.actOnFirstRows(), 1e-12);
  }

  private static Map<String, ?> proprio(Map<String, ?> more) {
    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put("encoder", "proprio");
    overrides.put("gradient_heads", List.of("reward"));
    overrides.put("state_diagnostics", false);
    overrides.put("proprio_encoder_num_layers", 1);
    overrides.put("proprio_encoder_units", UNITS);
    overrides.putAll(more);
    return overrides;
  }

  private static Encoder encoder(DoubleDreamer dreamer) {
    return dreamer.graph.networks().world().encoder();
  }

  private static double[] embed(DoubleDreamer dreamer) {
    return dreamer.run.run(dreamer.graph.train().model().embed());
  }

  /** max(0, x W + b) of rows. */
  private static double[] dense(DoubleDreamer dreamer, String layer, double[] x) {
    double[] kernel = dreamer.weights.get(layer + "/kernel");
    double[] bias = dreamer.weights.get(layer + "/bias");
    int in = x.length / ROWS;
    assertEquals(in * bias.length, kernel.length);
    double[] out = new double[ROWS * bias.length];
    for (int i = 0; i < out.length; i++) {
      double sum = bias[i % bias.length];
      for (int k = 0; k < in; k++) {
        sum += x[i / bias.length * in + k] * kernel[k * bias.length + i % bias.length];
      }
      out[i] = Math.max(0, sum);
    }
    return out;
  }

  private static double[] concat(DoubleDreamer dreamer, String... keys) {
    double[] out = new double[0];
    for (int row = 0; row < ROWS; row++) {
      for (String key : keys) {
        double[] values = dreamer.vectors.get(key);
        int size = values.length / ROWS;
        int end = out.length;
        out = Arrays.copyOf(out, end + size);
        System.arraycopy(values, row * size, out, end, size);
      }
    }
    return out;
  }

  /** Some columns of rows. */
  private static double[] part(double[] values, int width, int from, int count) {
    double[] out = new double[values.length / width * count];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i / count * width + from + i % count];
    }
    return out;
  }
}
