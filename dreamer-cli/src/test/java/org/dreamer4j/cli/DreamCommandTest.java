package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DreamCommandTest {
  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void trainForTwoUpdates() throws IOException {
    TinyRun.copyTo(folder.resolve("logdir"));
  }

  @Test
  void tablesAndPicturesAreMade() throws IOException {
    assertEquals(0, dream("--episodes", "4", "--steps", "6", "--seed", "7"), err.toString());
    String text = out.toString();
    assertTrue(text.startsWith("dummy: 4 test episodes after 2 updates, mean return "), text);
    assertTrue(text.contains("From first rows on (4 sequences)"), text);
    assertTrue(text.contains("From random rows on (12 sequences)"), text);
    assertTrue(text.contains("imagined under the actor"), text);
    assertFalse(text.contains("NaN"), text);
    Path run = folder.resolve("logdir/00001");
    assertTrue(text.contains("wrote " + run.resolve("dream.gif")), text);
    assertEquals(
        "GIF89a",
        Files.readString(run.resolve("dream.gif"), StandardCharsets.ISO_8859_1).substring(0, 6));
    assertTrue(ImageIO.read(run.resolve("dream.png").toFile()).getWidth() > 600);
  }

  @Test
  void taskThatIsAskedForIsTheOneThatIsNamed() throws IOException {
    Path logdir = folder.resolve("several");
    TinyRun.copyTo(logdir);
    TinyRun.rename(logdir, "dummy, quickstart_shuttle");
    String[] line = {
      "dream",
      "--logdir",
      logdir.toString(),
      "--task",
      "quickstart_shuttle",
      "--episodes",
      "1",
      "--steps",
      "2",
      "--json"
    };
    assertEquals(0, run(line), err.toString());
    assertEquals(
        "quickstart_shuttle", new ObjectMapper().readTree(out.toString()).get("task").asText());
  }

  @Test
  void figuresComeAsJsonWithNullForWhatIsUndefined() throws IOException {
    Path gif = folder.resolve("deep/x.gif");
    Path png = folder.resolve("deep/x.png");
    int exitCode =
        dream(
            "--episodes",
            "2",
            "--samples",
            "2",
            "--json",
            "--out",
            gif.toString(),
            "--strip",
            png.toString());
    assertEquals(0, exitCode, err.toString());
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertEquals(2, report.get("samples").asInt());
    // Without --steps the whole short episode is predicted, so that no other row can come first.
    assertEquals(16, report.get("first_rows").get("length").asInt());
    assertFalse(report.has("random_rows"));
    JsonNode returns = report.get("returns").get("imagined_return");
    assertEquals(2, returns.get("n").asInt());
    assertTrue(returns.get("low").isNull());
    assertTrue(returns.get("predicted_mean").isNumber());
    for (JsonNode step : report.get("first_rows").get("steps")) {
      assertTrue(step.get("image_rmse_predicted").asDouble() > 0);
    }
    assertTrue(Files.size(gif) > 0 && Files.size(png) > 0);
  }

  @Test
  void figuresAreThereEvenIfPicturesCannotBeDrawn() {
    String tooLong = folder.resolve("x".repeat(300) + ".gif").toString();
    assertEquals(1, dream("--episodes", "1", "--steps", "2", "--out", tooLong));
    assertTrue(out.toString().startsWith("dummy: 1 test episodes after "), out.toString());
    assertFalse(out.toString().contains("wrote "), out.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void aSeedSettlesTheFigures() throws IOException {
    JsonNode first = figures("3");
    assertTrue(isClose(first, figures("3")));
    assertFalse(isClose(first, figures("4")));
  }

  private JsonNode figures(String seed) throws IOException {
    out.getBuffer().setLength(0);
    assertEquals(
        0, dream("--episodes", "2", "--steps", "3", "--json", "--seed", seed), err.toString());
    return new ObjectMapper().readTree(out.toString());
  }

  /** Whether all figures are the same, but for the order in which threads add. */
  private static boolean isClose(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return Math.abs(a.asDouble() - b.asDouble()) <= 1e-3 * (1 + Math.abs(a.asDouble()));
    }
    boolean close = a.getNodeType() == b.getNodeType() && a.size() == b.size();
    if (a.isContainerNode()) {
      Iterator<JsonNode> others = b.iterator();
      for (JsonNode part : a) {
        close = close && isClose(part, others.next());
      }
      return close;
    }
    return close && a.equals(b);
  }

  @Test
  void divergedTrainingFailsInOneLineAndKeepsWhatWasGood() throws IOException {
    String logdir = folder.resolve("diverged").toString();
    String params = TinyRun.PARAMS.replace("max_steps: 10", "max_steps: 100, model_lr: 1e30");
    assertEquals(1, run("train", "--tensorboard", "False", "--logdir", logdir, "--params", params));
    String line = err.toString().strip();
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.matches("dreamer train failed: .* is (NaN|Infinity) in update .*"), line);
    Path log = folder.resolve("diverged/00001/dreamer.log");
    assertTrue(line.endsWith("; details in " + log), line);
    assertEquals(0, run("eval", "--logdir", logdir, "--episodes", "1"), err.toString());
  }

  @Test
  void evaluationTakesASeed() {
    String logdir = folder.resolve("logdir").toString();
    assertEquals(
        0, run("eval", "--logdir", logdir, "--episodes", "1", "--seed", "3"), err.toString());
    assertTrue(out.toString().contains("episode 1: return"), out.toString());
  }

  @Test
  void mistakesAreRefusedInOneLine() {
    assertRefused("--episodes must be at least 1, got 0", "--episodes", "0");
    assertRefused("--context must be at least 1, got 0", "--context", "0");
    assertRefused("--steps must be at least 1, got 0", "--steps", "0");
    assertRefused("--samples must be at least 1, got 0", "--samples", "0");
    assertRefused(
        "--context 5 and --steps 90 need episodes of 95 rows, one has 21; lower them",
        "--steps",
        "90");
    assertRefused("--out needs a file ending in .gif, got x.mp4", "--out", "x.mp4");
    assertEquals(2, run("dream", "--logdir", folder.resolve("none").toString()));
    assertTrue(err.toString().contains("no run in "), err.toString());
  }

  private void assertRefused(String message, String... options) {
    err.getBuffer().setLength(0);
    assertEquals(2, dream(options), err.toString());
    assertEquals("dreamer dream: " + message, err.toString().strip());
  }

  private int dream(String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "dream";
    args[1] = "--logdir";
    args[2] = folder.resolve("logdir").toString();
    System.arraycopy(options, 0, args, 3, options.length);
    return run(args);
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
