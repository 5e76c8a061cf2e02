package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  private static final Pattern DATA = Pattern.compile("src=\"data:image/gif;base64,([^\"]+)\"");

  @TempDir private static Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void trainForTwoUpdates() throws IOException {
    TinyRun.copyTo(folder.resolve("logdir"));
  }

  @Test
  void pageHoldsCurvesEpisodesDreamChecksAndConfigurationAndNeedsNothingElse() throws IOException {
    assertEquals(0, report(), err.toString());
    Path file = folder.resolve("logdir/00001/report.html");
    assertTrue(out.toString().endsWith("wrote " + file + System.lineSeparator()), out.toString());
    String page = Files.readString(file);
    for (String title :
        List.of("Learning curve", "Episodes", "Dream", "Throughput", "Checks", "Configuration")) {
      assertTrue(page.contains("<h2>" + title + "</h2>"), title);
    }
    assertTrue(page.contains("<code>conv_depth</code></td><td><code>2</code>"));
    assertTrue(page.contains("prefers-color-scheme: dark"));
    String rest = page.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    assertFalse(rest.contains("http:") || rest.contains("https:") || rest.contains("<script"));
    List<Integer> widths = new ArrayList<>();
    Matcher images = DATA.matcher(page);
    while (images.find()) {
      byte[] gif = Base64.getDecoder().decode(images.group(1));
      widths.add(ImageIO.read(new ByteArrayInputStream(gif)).getWidth());
    }
    assertEquals(4, widths.size(), widths.toString());
    assertEquals(List.of(64, 64, 64), widths.subList(0, 3));
    assertTrue(widths.get(3) > 400, widths.toString());
  }

  @Test
  void checksComeAsJson() throws IOException {
    Path html = folder.resolve("deep/r.html");
    assertEquals(0, report("--dream", "False", "--json", "--out", html.toString()));
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertEquals(html.toString(), figures.get("file").asText());
    assertEquals(8, figures.get("checks").size());
    JsonNode first = figures.get("checks").get(0);
    assertEquals("The run has not failed", first.get("check").asText());
    assertEquals("good", first.get("outcome").asText());
    assertEquals("finished", first.get("about").asText());
    assertTrue(Files.readString(html).contains("Left out, as asked."));
  }

  @Test
  void simulatorThatIsMissingHereCostsNothing() throws IOException {
    Path logdir = folder.resolve("moved");
    TinyRun.copyTo(logdir);
    TinyRun.rename(logdir, "atari_pong");
    assertEquals(0, run("report", "--logdir", logdir.toString()), err.toString());
    String page = Files.readString(logdir.resolve("00001/report.html"));
    assertEquals(4, DATA.matcher(page).results().count());
  }

  @Test
  void testReturnIsThatOfTheLastTestAndResultsAreNeverQuiet() throws IOException {
    Path run = figures("quiet", "{\"step\":1,\"test/return\":9}", "{\"step\":2,\"test/return\":1}");
    assertEquals(0, run("report", "--quiet", "--logdir", run.toString()), err.toString());
    Path html = run.resolve("report.html");
    assertEquals("wrote " + html + System.lineSeparator(), out.toString());
    String tile = "<b>1.0</b><span>test return, mean of the last test, 1 episode</span>";
    assertTrue(Files.readString(html).contains(tile));
  }

  @Test
  void figuresThatNeverComeAreNotWaitedFor() throws IOException {
    Path run = figures("proprio", "{\"step\":1,\"model_loss\":1}");
    assertEquals("this agent predicts no images", about(run, "The image loss has fallen"));
    run = figures("early", "{\"step\":1,\"train/return\":1}");
    assertEquals("too early to tell", about(run, "The image loss has fallen"));
  }

  private String about(Path run, String check) throws IOException {
    out.getBuffer().setLength(0);
    assertEquals(0, run("report", "--json", "--logdir", run.toString()), err.toString());
    for (JsonNode one : new ObjectMapper().readTree(out.toString()).get("checks")) {
      if (one.get("check").asText().equals(check)) {
        return one.get("about").asText();
      }
    }
    throw new AssertionError("no check '" + check + "' in " + out);
  }

  private static Path figures(String name, String... lines) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(run.resolve("config.yaml"), "tasks: [dummy]\n");
    Files.writeString(run.resolve("metrics.jsonl"), String.join("\n", lines) + "\n");
    return run;
  }

  @Test
  void brokenLinesAndLossesAreNamed() throws IOException {
    Path run = Files.createDirectories(folder.resolve("broken/00001"));
    Files.copy(folder.resolve("logdir/00001/config.yaml"), run.resolve("config.yaml"));
    Files.writeString(run.resolve("metrics.jsonl"), "{\"step\":1,\"model_loss\":null}\nwhat?\n");
    String logdir = folder.resolve("broken").toString();
    assertEquals(0, run("report", "--logdir", logdir), err.toString());
    assertTrue(
        out.toString()
            .startsWith(
                "not so: Every line of metrics.jsonl can be read (1 of 2 cannot)"
                    + System.lineSeparator()
                    + "not so: Losses are finite (1 are not)"),
        out.toString());
  }

  @Test
  void mistakesAreRefusedInOneLine() {
    assertEquals(2, run("report", "--logdir", folder.resolve("none").toString()));
    assertEquals(2, report("--out", "r.txt"));
    assertEquals(2, report("--dream", "yes"));
    assertEquals(
        List.of(
            "dreamer report: no run in " + folder.resolve("none/00001"),
            "dreamer report: --out needs a file ending in .html, got r.txt",
            "dreamer report: --dream takes True or False, got 'yes'"),
        err.toString().lines().toList());
  }

  private int report(String... options) {
    List<String> args =
        new ArrayList<>(List.of("report", "--logdir", folder.resolve("logdir").toString()));
    args.addAll(List.of(options));
    return run(args.toArray(String[]::new));
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
