package org.dreamer4j.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dreamer4j.cli.metrics.MetricsFile.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveChartTest {
  @TempDir private Path folder;

  @Test
  void everyRunIsDrawnInItsColor() throws IOException {
    List<Curve> curves = List.of(learning("seed 1", 1, 300), learning("seed 2", 2, 400));
    Path png = folder.resolve("curves.png");
    new CurveChart(
            "pendulum_swingup",
            curves,
            List.of(new Baseline("random", 20), new Baseline("sign(velocity)", 52)),
            10)
        .write(png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(1000, image.getWidth());
    assertEquals(600, image.getHeight());
    for (int i = 0; i < curves.size(); i++) {
      int rgb = CurveChart.COLORS.get(i).getRGB();
      assertTrue(count(image, rgb) > 500, i + ": " + count(image, rgb));
    }
    assertEquals(0, count(image, CurveChart.COLORS.get(2).getRGB()));
  }

  @Test
  void oneEarlyEpisodeCanBeDrawn() throws IOException {
    Series one = new Series(List.of(0.0), List.of(-3.0));
    Path png = folder.resolve("curves.png");
    new CurveChart("", List.of(new Curve("a", one, one)), List.of(), 10).write(png);
    assertEquals(1000, ImageIO.read(png.toFile()).getWidth());
  }

  @Test
  void stepsAreReadable() {
    assertEquals("0", CurveChart.steps(0));
    assertEquals("500", CurveChart.steps(500));
    assertEquals("2.5k", CurveChart.steps(2500));
    assertEquals("20k", CurveChart.steps(20_000));
    assertEquals("1.5M", CurveChart.steps(1_500_000));
    assertEquals("100M", CurveChart.steps(100_000_000));
  }

  @Test
  void baselineIsNameAndReturn() {
    assertEquals(new Baseline("a=b", -1.5), Baseline.parse("a=b=-1.5"));
    for (String text : List.of("random", "=3", "random=", "random=x", "random=NaN")) {
      assertThrows(IllegalArgumentException.class, () -> Baseline.parse(text), text);
    }
  }

  private static long count(BufferedImage image, int rgb) {
    int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, 1000);
    return Arrays.stream(pixels).filter(pixel -> pixel == rgb).count();
  }

  private static Curve learning(String name, long seed, double best) {
    Random random = new Random(seed);
    List<Double> trainSteps = new ArrayList<>();
    List<Double> train = new ArrayList<>();
    List<Double> testSteps = new ArrayList<>();
    List<Double> test = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double level = best / (1 + Math.exp((40 - i) / 8.0));
      trainSteps.add(i * 1000.0);
      train.add(Math.max(0, level * 0.9 + random.nextGaussian() * 40));
      if (i % 3 == 0) {
        testSteps.add(i * 1000.0);
        test.add(Math.max(0, level + random.nextGaussian() * 50));
      }
    }
    return new Curve(name, new Series(trainSteps, train), new Series(testSteps, test));
  }
}
