package org.dreamer4j.cli;

import static org.dreamer4j.cli.Said.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotCommandTest {
  private static final String FIGURES = "{\"step\":1,\"test/return\":1}\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void curvesOfAllRunsBelowAFolderAreDrawn() throws IOException {
    for (String name : new String[] {"a", "b"}) {
      Path run = Files.createDirectories(folder.resolve(name).resolve("00001"));
      Files.writeString(
          run.resolve("metrics.jsonl"),
          "{\"step\":1,\"test/return\":1}\n{\"step\":2,\"test/return\":2}\n{\"st");
    }
    Path png = folder.resolve("deep/curves.png");
    assertEquals(0, run("plot", "--indir", folder.toString(), "--out", png.toString()));
    assertTrue(out.toString().contains("(2 runs)"), out.toString());
    assertEquals(1000, ImageIO.read(png.toFile()).getWidth());
  }

  @Test
  void plotNeedsRunsWithReturns() throws IOException {
    String png = png();
    assertTrue(
        refused("plot", "--indir", folder.resolve("none").toString(), "--out", png)
            .contains("is no folder"));
    assertTrue(
        refused("plot", "--indir", folder.toString(), "--out", png).contains("no metrics.jsonl"));
    Files.writeString(folder.resolve("metrics.jsonl"), "{\"step\":1}\n");
    assertTrue(
        refused("plot", "--indir", folder.toString(), "--out", png).contains("no returns yet"));
    assertTrue(
        refused("plot", "--indir", folder.toString(), "--out", png, "--baseline", "x")
            .contains("name=return"));
    Files.writeString(folder.resolve("metrics.jsonl"), "what?\n");
    assertTrue(
        refused("plot", "--indir", folder.toString(), "--out", png).contains("no returns yet"));
  }

  @Test
  void filesOfFiguresAreRunsAndThoseOfSeedsAreGrouped() throws IOException {
    for (String name : new String[] {"seed-0", "seed-1", "other"}) {
      Files.writeString(folder.resolve(name + ".jsonl"), FIGURES);
    }
    JsonNode curves = curves("seed-0.jsonl", "seed-1.jsonl", "other.jsonl");
    assertEquals(2, curves.size(), curves.toString());
    assertEquals(2, curves.get(0).get("runs").asInt());
    assertEquals(1, curves.get(1).get("runs").asInt());
    assertEquals("other", curves.get(1).get("name").asText());
  }

  @Test
  void publishedReturnsAreFoundWhateverNameATaskHas() throws IOException {
    for (String task : new String[] {"dmc_walker_walk", "walker_walk"}) {
      run(task, "[" + task + "]");
    }
    JsonNode curves = curves("dmc_walker_walk", "walker_walk", "--published");
    assertEquals("walker_walk", curves.get(0).get("task").asText());
    assertEquals("walker_walk", curves.get(1).get("task").asText());
    assertEquals("", err.toString());
  }

  @Test
  void tasksWithoutPublishedReturnsAreNamedOnce() throws IOException {
    run("a", "[catch]");
    run("b", "[catch]");
    curves("a", "b", "--published");
    String note = "note: no published returns are known for catch" + System.lineSeparator();
    assertEquals(note, err.toString());
    curves("a", "b", "--published", "--quiet");
    assertEquals(note, err.toString());
    out.getBuffer().setLength(0);
    String indir = folder.resolve("a").toString();
    assertEquals(0, run("plot", "--quiet", "--out", png(), "--indir", indir), err::toString);
    assertEquals("wrote " + png() + " (1 run)" + System.lineSeparator(), out.toString());
  }

  private void run(String name, String tasks) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(run.resolve("config.yaml"), "tasks: " + tasks + "\n");
    Files.writeString(run.resolve("metrics.jsonl"), FIGURES);
  }

  private JsonNode curves(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("plot", "--json", "--out", png(), "--indir"));
    for (String argument : arguments) {
      line.add(argument.startsWith("--") ? argument : folder.resolve(argument).toString());
    }
    out.getBuffer().setLength(0);
    assertEquals(0, run(line.toArray(String[]::new)), err::toString);
    return new ObjectMapper().readTree(out.toString()).get("curves");
  }

  private String png() {
    return folder.resolve("c.png").toString();
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
