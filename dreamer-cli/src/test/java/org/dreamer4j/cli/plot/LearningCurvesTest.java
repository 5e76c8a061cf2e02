package org.dreamer4j.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dreamer4j.cli.metrics.MetricsFile.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class LearningCurvesTest {
  @TempDir private Path folder;

  @Test
  void everyGroupIsDrawnInItsColor() throws IOException {
    LearningCurves curves = new LearningCurves(10);
    curves.add("pendulum_swingup", "a", List.of(learning(1, 300)));
    curves.add("pendulum_swingup", "b", List.of(learning(2, 400), learning(3, 380)));
    Path png = folder.resolve("curves.png");
    curves.chart("", Map.of("pendulum_swingup", List.of(new Baseline("random", 20)))).writePng(png);
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(1000, image.getWidth());
    assertTrue(count(image, Colors.of(0).getRGB()) > 500);
    assertTrue(count(image, Colors.of(1).getRGB()) > 500);
    assertEquals(0, count(image, Colors.of(2).getRGB()));
  }

  @Test
  void testsOfDifferentAgesAreNotAveraged() {
    Series tests = new Series(List.of(10.0, 10.0, 20.0, 20.0), List.of(0.0, 2.0, 10.0, 20.0));
    LearningCurves curves = new LearningCurves(10);
    curves.add("a", "a", List.of(new Curve(tests, tests)));
    List<Mark> marks = curves.chart("", Map.of()).panels().get(0).marks();
    Mark strong = marks.get(marks.size() - 1);
    Series means = new Series(List.of(10.0, 20.0), List.of(1.0, 15.0));
    assertEquals(means, assertInstanceOf(Mark.Line.class, strong).points());
  }

  @Test
  void whatIsDrawnIsExplained() {
    LearningCurves curves = new LearningCurves(7);
    curves.add("a", "alone", List.of(learning(1, 300)));
    String alone =
        "Return over env steps; thin: training, mean of 7 episodes; strong: mean of each test;"
            + " dots: test episodes";
    assertEquals(alone, curves.chart("", Map.of()).note());
    curves.add("a", "group", List.of(learning(2, 300), learning(3, 300)));
    assertEquals(
        alone + "; band: one standard deviation over runs", curves.chart("", Map.of()).note());
  }

  @Test
  void severalRunsBecomeABandAndEveryTaskAPanel() throws Exception {
    LearningCurves curves = new LearningCurves(10);
    curves.add("cup_catch", "x < y", List.of(learning(1, 300), learning(2, 400)));
    curves.add("walker_walk", "x < y", List.of(learning(3, 300), learning(4, 400)));
    Path svg = folder.resolve("curves.svg");
    Map<String, List<Baseline>> baselines =
        Map.of("cup_catch", List.of(new Baseline("D4PG", 980.5), new Baseline("A3C", 104.7)));
    curves.chart("All tasks", baselines).writeSvg(svg);
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    assertEquals(2, document.getElementsByTagName("polygon").getLength());
    List<String> texts = texts(document);
    assertTrue(
        texts.containsAll(
            List.of("All tasks", "cup_catch", "walker_walk", "x < y", "D4PG 980.5", "A3C 104.7")),
        texts.toString());
    NodeList lines = document.getElementsByTagName("line");
    int dashed = 0;
    for (int i = 0; i < lines.getLength(); i++) {
      dashed += lines.item(i).getAttributes().getNamedItem("stroke-dasharray") == null ? 0 : 1;
    }
    assertEquals(2, dashed);
  }

  @Test
  void pictureWithinAPageHasTheColorsOfThePage() throws IOException {
    LearningCurves curves = new LearningCurves(10);
    curves.add("cup_catch", "a", List.of(learning(1, 300)));
    Chart chart = curves.chart("", Map.of());
    assertFalse(chart.svg().contains("white"));
    chart.writeSvg(folder.resolve("c.svg"));
    assertTrue(Files.readString(folder.resolve("c.svg")).contains("fill=\"white\""));
  }

  @Test
  void oneEarlyEpisodeCanBeDrawn() throws IOException {
    Series one = new Series(List.of(0.0), List.of(-3.0));
    Path png = folder.resolve("curves.png");
    LearningCurves curves = new LearningCurves(10);
    curves.add("", "a", List.of(new Curve(one, one), new Curve(one, one)));
    curves.chart("", Map.of()).writePng(png);
    assertEquals(1000, ImageIO.read(png.toFile()).getWidth());
  }

  @Test
  void spreadIsMeanAndStandardDeviationOfRunsThatCameThatFar() {
    Series level = new Series(List.of(0.0, 100.0), List.of(2.0, 2.0));
    Series rising = new Series(List.of(0.0, 50.0), List.of(0.0, 10.0));
    Spread spread = Spread.of(List.of(level, rising));
    assertEquals(List.of(0.0, 100.0), List.of(first(spread.mean()), last(spread.mean())));
    assertEquals(1, spread.mean().values().get(0));
    assertEquals(0, spread.low().values().get(0));
    assertEquals(2, spread.high().values().get(0));
    int at = 49; // Step 49.49, where the rising run has 9.9.
    double rise = spread.mean().envSteps().get(at) / 5;
    assertEquals((2 + rise) / 2, spread.mean().values().get(at), 1e-9);
    assertEquals((rise - 2) / 2, spread.high().values().get(at) - (2 + rise) / 2, 1e-9);
    assertEquals(2, spread.mean().values().get(99));
    assertEquals(2, spread.high().values().get(99));
  }

  @Test
  void ticksAreRoundNumbers() {
    assertEquals(List.of(0.0, 200.0, 400.0, 600.0, 800.0), Ticks.over(0, 870, 5).values());
    assertEquals("1,000", Ticks.over(0, 3000, 5).text(1000));
    assertEquals("0.50", Ticks.over(0, 0.1, 5).text(0.5));
    assertEquals("-0.2", Ticks.over(-0.5, 0.5, 5).text(-0.2));
  }

  @Test
  void stepsAreReadable() {
    assertEquals("0", Ticks.steps(0));
    assertEquals("500", Ticks.steps(500));
    assertEquals("2.5k", Ticks.steps(2500));
    assertEquals("20k", Ticks.steps(20_000));
    assertEquals("1.5M", Ticks.steps(1_500_000));
    assertEquals("100M", Ticks.steps(100_000_000));
  }

  @Test
  void baselineIsNameAndReturn() {
    assertEquals(new Baseline("a=b", -1.5), Baseline.parse("a=b=-1.5"));
    for (String text : List.of("random", "=3", "random=", "random=x", "random=NaN")) {
      assertThrows(IllegalArgumentException.class, () -> Baseline.parse(text), text);
    }
  }

  @Test
  void publishedScoresAreThoseOfTheTask() {
    assertEquals(
        List.of(
            new Baseline("A3C 100M", 213.9),
            new Baseline("D4PG 100M", 523.8),
            new Baseline("Dreamer 1M", 712.8),
            new Baseline("Dreamer 5M", 876.1),
            new Baseline("PlaNet 1M", 662),
            new Baseline("SLAC 3M", 880)),
        PublishedScores.of("cheetah_run"));
    assertEquals(2, PublishedScores.of("quadruped_run").size());
    assertTrue(PublishedScores.of("cheetah").isEmpty());
  }

  private static double first(Series series) {
    return series.envSteps().get(0);
  }

  private static double last(Series series) {
    return series.envSteps().get(series.envSteps().size() - 1);
  }

  private static List<String> texts(Document document) {
    NodeList nodes = document.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static long count(BufferedImage image, int rgb) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).filter(pixel -> pixel == rgb).count();
  }

  private static Curve learning(long seed, double best) {
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
    return new Curve(new Series(trainSteps, train), new Series(testSteps, test));
  }
}
