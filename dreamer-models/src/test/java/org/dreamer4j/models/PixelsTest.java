package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dreamer4j.core.config.DataConfig;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.nn.GraphRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class PixelsTest {
  private static final int LEVELS = 256;

  @ParameterizedTest
  @ValueSource(ints = {8, 5, 1})
  void bitsAreKeptAndTheRestIsNoise(int bits) {
    try (Scaled scaled = new Scaled(Map.of("image_bits", bits), GraphRun.DOUBLE, 1)) {
      double[] noise = new double[LEVELS];
      Arrays.setAll(noise, i -> i * 1e-6);
      scaled.run.feed(scaled.noise.get("pixels"), noise, LEVELS);
      double[] expected = new double[LEVELS];
      int kept = 1 << bits;
      Arrays.setAll(
          expected, x -> Math.floorDiv(x, LEVELS / kept) / (double) kept + noise[x] - 0.5);
      assertArrayEquals(expected, scaled.run.run(scaled.image), 1e-15);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 5, 1})
  void noiseFillsTheStepBetweenTwoLevels(int bits) {
    int repeats = 100;
    double step = Math.pow(2, -bits);
    try (Scaled scaled = new Scaled(Map.of("image_bits", bits), TFloat32.class, repeats)) {
      double[] image = scaled.run.run(scaled.image);
      double[] rest = new double[image.length];
      for (int i = 0; i < rest.length; i++) {
        rest[i] = image[i] + 0.5 - Math.floor(i % LEVELS * Math.pow(2, bits - 8)) * step;
      }
      double least = Arrays.stream(rest).min().orElseThrow();
      double most = Arrays.stream(rest).max().orElseThrow();
      // A float near 0.5 has steps of 6e-8.
      assertTrue(least > -1e-7 && least < 0.001 * step, "from " + least);
      assertTrue(most < step + 1e-7 && most > 0.999 * step, "to " + most);
      assertEquals(step / 2, Arrays.stream(rest).average().orElseThrow(), 0.01 * step);
    }
  }

  @Test
  void centeredPixelsHaveNoNoise() {
    try (Scaled scaled = new Scaled(Map.of("image_scaling", "centered"), GraphRun.DOUBLE, 1)) {
      double[] expected = new double[LEVELS];
      Arrays.setAll(expected, x -> x / 255.0 - 0.5);
      assertArrayEquals(expected, scaled.run.run(scaled.image), 1e-15);
      assertEquals(List.of(), scaled.noise.names());
    }
  }

  @Test
  void coloursForTheEyeGoFromZeroToOne() {
    try (GraphRun run = new GraphRun(GraphRun.DOUBLE)) {
      Pixels pixels = new Pixels(run.net(), config(Map.of()));
      Operand<TFloat32> mean = run.input(new double[] {-0.5, 0, 0.5}, 3);
      assertArrayEquals(new double[] {0, 0.5, 1}, run.run(pixels.unscale(mean)), 1e-15);
    }
  }

  static Stream<Map<String, ?>> scalings() {
    return Stream.of(
        Map.of("image_bits", 5), Map.of("image_bits", 1), Map.of("image_scaling", "centered"));
  }

  /** The first step of each sequence, with the same noise: the posteriors are the same. */
  @ParameterizedTest
  @MethodSource("scalings")
  void actingSeesWhatTrainingSees(Map<String, ?> scaling) {
    try (DoubleDreamer dreamer = new DoubleDreamer(scaling)) {
      RssmState posterior = dreamer.graph.train().model().observed().posterior();
      double[] trained = dreamer.run.run(posterior.sample());
      assertArrayEquals(
          DoubleDreamer.firstRows(trained), dreamer.actOnFirstRows(), 1e-12, scaling.toString());
    }
  }

  private static DataConfig config(Map<String, ?> overrides) {
    return DreamerConfig.resolve(overrides).data();
  }

  /** All levels of a pixel, some times over. */
  private static final class Scaled implements AutoCloseable {
    private final GraphRun run;
    private final Noise noise;
    private final Operand<TFloat32> image;

    Scaled(Map<String, ?> overrides, Class<TFloat32> type, int repeats) {
      run = new GraphRun(type);
      noise = new Noise(run.net(), 5);
      byte[] levels = new byte[LEVELS * repeats];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = (byte) i;
      }
      Placeholder<TUint8> input =
          run.net()
              .tf()
              .placeholder(
                  TUint8.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(levels.length)));
      run.feed(input, Tensors.bytes(levels, levels.length));
      image = new Pixels(run.net(), config(overrides)).scale(input, noise, "pixels");
    }

    @Override
    public void close() {
      run.close();
    }
  }
}
