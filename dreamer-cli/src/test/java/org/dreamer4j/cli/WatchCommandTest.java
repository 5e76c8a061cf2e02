package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void trainAndExport() throws IOException {
    Path logdir = folder.resolve("logdir");
    TinyRun.copyTo(logdir);
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    String model = folder.resolve("model").toString();
    String[] line = {"export", "--logdir", logdir.toString(), "--out", model};
    assertEquals(0, Main.run(writer, writer, line), said.toString());
  }

  @Test
  void episodesOfEverySourceBecomeAnAnimationWithCaptions() throws IOException {
    for (List<String> source :
        List.of(
            List.of("--logdir", folder.resolve("logdir").toString()),
            List.of("--checkpoint", folder.resolve("logdir/00001/model.ckpt-10").toString()),
            List.of("--saved_model", folder.resolve("model").toString()))) {
      Path gif = folder.resolve("watch.gif");
      out.getBuffer().setLength(0);
      assertEquals(0, watch(source, "--episodes", "2", "--out", gif.toString()), err.toString());
      assertTrue(out.toString().startsWith("episode 1: return "), out.toString());
      assertTrue(out.toString().contains("wrote " + gif), out.toString());
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
        reader.setInput(in);
        assertEquals(2 * 21, reader.getNumImages(true));
        BufferedImage first = reader.read(0);
        assertEquals(List.of(256, 282), List.of(first.getWidth(), first.getHeight()));
      }
    }
  }

  @Test
  void returnsComeAsJson() throws IOException {
    Path gif = folder.resolve("json.gif");
    List<String> source = List.of("--logdir", folder.resolve("logdir").toString());
    assertEquals(0, watch(source, "--json", "--out", gif.toString()), err.toString());
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertEquals(1, figures.get("returns").size());
    assertEquals(gif.toString(), figures.get("gif").asText());
  }

  @Test
  void dreamTakesASavedModelToo() throws IOException {
    List<String> args =
        List.of(
            "dream",
            "--saved_model",
            folder.resolve("model").toString(),
            "--episodes",
            "1",
            "--quiet",
            "--out",
            folder.resolve("dream.gif").toString(),
            "--strip",
            folder.resolve("dream.png").toString());
    assertEquals(0, run(args), err.toString());
    assertTrue(out.toString().contains("1 test episodes"), out.toString());
    assertTrue(ImageIO.read(folder.resolve("dream.gif").toFile()).getHeight() > 500);
  }

  @Test
  void evaluationWritesTheSameAnimation() throws IOException {
    Path gif = folder.resolve("eval.gif");
    String model = folder.resolve("model").toString();
    List<String> args =
        List.of("eval", "--saved_model", model, "--episodes", "1", "--gif", gif.toString());
    assertEquals(0, run(args), err.toString());
    BufferedImage first = ImageIO.read(gif.toFile());
    assertEquals(List.of(256, 282), List.of(first.getWidth(), first.getHeight()));
  }

  @Test
  void evaluationComesAsJson() throws IOException {
    List<String> args =
        List.of(
            "eval",
            "--saved_model",
            folder.resolve("model").toString(),
            "--episodes",
            "2",
            "--json");
    assertEquals(0, run(args), err.toString());
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertEquals(2, figures.get("returns").size());
    double sum =
        figures.get("returns").get(0).asDouble() + figures.get("returns").get(1).asDouble();
    assertEquals(sum / 2, figures.get("return_mean").asDouble(), 1e-9);
  }

  @Test
  void mistakesAreRefusedInOneLine() {
    List<String> source = List.of("--saved_model", folder.resolve("model").toString());
    assertEquals(2, watch(source, "--fps", "51", "--out", "x.gif"));
    assertEquals(2, watch(source, "--episodes", "0", "--out", "x.gif"));
    assertEquals(2, watch(source, "--planner", "cem", "--out", "x.gif"));
    assertEquals(
        List.of(
            "dreamer watch: --fps must be above 0 and at most 50, got 51.0",
            "dreamer watch: --episodes must be at least 1, got 0",
            "dreamer watch: a saved model acts by policy_mode or policy_sample, not by 'cem'"),
        err.toString().lines().toList());
  }

  private int watch(List<String> source, String... options) {
    List<String> args = new ArrayList<>(List.of("watch"));
    args.addAll(source);
    args.addAll(List.of(options));
    return run(args);
  }

  private int run(List<String> args) {
    return Main.run(
        new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
  }
}
