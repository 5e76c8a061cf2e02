package org.dreamer4j.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.cli.dream.DreamReport;
import org.dreamer4j.cli.inspect.Figures;
import org.dreamer4j.cli.metrics.ConsoleProgress;
import org.dreamer4j.cli.metrics.JsonLinesSink;
import org.dreamer4j.cli.metrics.MetricsFile.Series;
import org.dreamer4j.cli.plot.Markup;
import org.dreamer4j.cli.run.Hint;
import org.dreamer4j.cli.video.Clip;
import org.dreamer4j.cli.video.GifWriter;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.TaskNames;
import org.jspecify.annotations.Nullable;

/** A run as one HTML page that needs nothing beside it. */
public final class Page {
  private final RunFiles files;
  private final FigureCharts charts;
  private final Html html = new Html();

  private Page(RunFiles files) {
    this.files = files;
    this.charts = new FigureCharts(files.metrics());
  }

  /**
   * What a world model predicts, or why that is not shown.
   *
   * @param report figures of the prediction, empty if there is none
   * @param gif the prediction in pictures
   * @param about one sentence
   */
  public record Dreamed(Optional<DreamReport> report, byte[] gif, String about) {
    /** No prediction, and why. */
    public static Dreamed none(String why) {
      return new Dreamed(Optional.empty(), new byte[0], why);
    }
  }

  /**
   * Writes the page.
   *
   * @param version of this program
   * @param written date and time, for a person
   * @throws IOException if an episode cannot be read
   */
  public static String of(
      RunFiles files, List<Check> checks, Dreamed dreamed, String version, String written)
      throws IOException {
    Page page = new Page(files);
    page.head();
    page.tiles();
    page.html.section("Learning curve");
    page.chart(
        page.charts
            .returns(files.config().task().tasks().stream().map(TaskNames::canonical).toList())
            .svg());
    page.videos();
    page.dream(dreamed);
    page.html.section("Model and behaviour");
    page.chart(page.charts.learning().svg());
    page.speed();
    page.checks(checks);
    page.config();
    page.html.raw(
        "<footer>Written by "
            + Markup.escaped(version)
            + " on "
            + Markup.escaped(written)
            + ".</footer>\n</body>\n</html>");
    return page.html.toString();
  }

  private void head() throws IOException {
    String tasks = String.join(", ", files.config().task().tasks());
    html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.element("title", tasks + " - Dreamer");
    html.raw("<style>\n" + css() + "</style>\n</head>\n<body>");
    html.element("h1", tasks);
    String state = files.run().hasFailed() ? "failed" : files.run().isDone() ? "finished" : "open";
    html.raw(
        "<p class=\"soft path\">Run <code>"
            + Markup.escaped(files.run().path().toAbsolutePath().normalize().toString())
            + "</code>, "
            + state
            + "</p>");
  }

  private static String css() throws IOException {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IOException("report.css is missing from the jar; build it anew");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void tiles() {
    html.raw("<div class=\"tiles\">");
    returns(files.lastTest(), "test return, mean of the last test, ");
    returns(files.lastTraining(), "training return, mean of the last ");
    tile(Optional.of(text("%,.0f", envSteps())), "env steps");
    tile(files.lastMean("updates", 1).map(value -> text("%,.0f", value)), "updates");
    tile(files.lastMean("train/episodes", 1).map(v -> text("%,.0f", v)), "training episodes");
    tile(Optional.of(ConsoleProgress.clock(elapsed().toSeconds())), "from first to last figure");
    html.raw("</div>");
  }

  private void returns(Series last, String about) {
    tile(
        RunFiles.mean(last).map(value -> text("%,.1f", value)),
        about + Figures.count(last.values().size(), "episode"));
  }

  private void tile(Optional<String> value, String about) {
    html.raw(
        "<div class=\"tile\"><b>" + value.orElse("-") + "</b><span>" + about + "</span></div>");
  }

  private void chart(String svg) {
    html.raw("<div class=\"card wide\">" + svg + "</div>");
  }

  private void videos() throws IOException {
    html.section("Episodes");
    html.raw("<div class=\"grid\">");
    if (!files.trainEpisodes().isEmpty()) {
      video(files.trainEpisodes().get(0), "The first episode");
      video(newest(files.trainEpisodes()), "The newest training episode");
    }
    if (!files.testEpisodes().isEmpty()) {
      video(newest(files.testEpisodes()), "The newest test episode");
    }
    html.raw("</div>");
  }

  private static Path newest(List<Path> episodes) {
    return episodes.get(episodes.size() - 1);
  }

  private void video(Path file, String name) throws IOException {
    Episode episode;
    try {
      episode = RunFiles.read(file);
    } catch (IOException e) {
      String problem = name + " cannot be read: " + e.getMessage();
      html.raw("<p class=\"card soft\">" + Markup.escaped(problem) + "</p>");
      return;
    }
    String about =
        text("%s: return %.1f, %,d steps", name, episode.episodeReturn(), episode.agentSteps());
    try {
      Clip clip = Clip.of(episode, Clip.MOST_FRAMES);
      byte[] gif = GifWriter.encode(clip, 1, GifWriter.FRAMES_PER_SECOND);
      html.figure("image/gif", gif, "", about);
    } catch (IllegalArgumentException e) {
      html.raw("<p class=\"card soft\">" + Markup.escaped(about) + "; no colour images</p>");
    }
  }

  private void dream(Dreamed dreamed) {
    html.section("Dream");
    if (dreamed.report().isEmpty()) {
      html.raw("<p class=\"card soft\">" + Markup.escaped(dreamed.about()) + "</p>");
      return;
    }
    html.figure("image/gif", dreamed.gif(), "drawn", dreamed.about());
    DreamReport.Horizon first = dreamed.report().get().first();
    html.raw("<div class=\"card wide\"><table><tr><th class=\"number\">steps ahead</th>");
    html.raw("<th class=\"number\">error of the prediction</th>");
    html.raw("<th class=\"number\">of repeating the last image</th>");
    html.raw("<th class=\"number\">of a reconstruction</th></tr>");
    for (DreamReport.Step step : first.steps()) {
      html.raw(
          text(
              "<tr><td class=\"number\">+%d</td><td class=\"number\">%.2f</td>"
                  + "<td class=\"number\">%.2f</td><td class=\"number\">%.2f</td></tr>",
              step.step(), step.open(), step.repeated(), step.closed()));
    }
    html.raw("</table><p class=\"soft\">Root mean square over pixels, of 0 to 255.</p></div>");
  }

  private void speed() {
    html.section("Throughput");
    double hours = elapsed().toMillis() / 3.6e6;
    if (hours > 0) {
      html.raw(
          "<p>"
              + text(
                  "%,.0f env steps and %,.0f updates an hour, pauses included.",
                  envSteps() / hours, files.lastMean("updates", 1).orElse(0.0) / hours)
              + "</p>");
    }
    chart(charts.speed().svg());
  }

  private void checks(List<Check> checks) {
    html.section("Checks");
    html.raw("<div class=\"card wide\"><table>");
    for (Check check : checks) {
      String mark =
          switch (check.outcome()) {
            case GOOD -> "<span class=\"good\">&#10003; yes</span>";
            case BAD -> "<span class=\"bad\">&#9888; no</span>";
            case OPEN -> "<span class=\"open\">? open</span>";
          };
      html.raw(
          "<tr><td class=\"mark\">"
              + mark
              + "</td><td>"
              + Markup.escaped(check.what())
              + "</td><td class=\"soft\">"
              + Markup.escaped(check.about())
              + "</td></tr>");
    }
    html.raw("</table></div>");
  }

  private void config() {
    html.section("Configuration");
    Map<String, Object> defaults = DreamerConfig.defaults().toMap();
    Map<String, Object> all = files.config().toMap();
    html.raw("<div class=\"card wide\"><table><tr><th>key</th><th>value</th><th>default</th></tr>");
    all.forEach(
        (key, value) -> {
          String usual = word(defaults.get(key));
          if (!word(value).equals(usual)) {
            row(key, word(value), usual);
          }
        });
    html.raw("</table></div><div class=\"card wide\"><details><summary>All keys</summary><table>");
    all.forEach((key, value) -> row(key, word(value), ""));
    html.raw("</table></details></div>");
    Path logdir = files.run().path().toAbsolutePath().normalize();
    html.raw(
        "<p class=\"soft\">Go on: <code>"
            + Markup.escaped(Hint.command("train", "--logdir", logdir))
            + "</code></p>");
  }

  private static String word(@Nullable Object value) {
    return value == null ? "none" : value.toString();
  }

  private void row(String key, String value, String other) {
    html.raw(
        "<tr><td><code>"
            + Markup.escaped(key)
            + "</code></td><td><code>"
            + Markup.escaped(value)
            + "</code></td><td class=\"soft\"><code>"
            + Markup.escaped(other)
            + "</code></td></tr>");
  }

  private double envSteps() {
    return files.metrics().lines().stream()
        .mapToDouble(line -> line.path(JsonLinesSink.STEP).asDouble())
        .max()
        .orElse(0);
  }

  private Duration elapsed() {
    double[] times =
        files.metrics().lines().stream()
            .mapToDouble(line -> line.path(JsonLinesSink.TIME).asDouble())
            .filter(time -> time > 0)
            .toArray();
    return times.length == 0
        ? Duration.ZERO
        : Duration.ofMillis((long) (1000 * (times[times.length - 1] - times[0])));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
