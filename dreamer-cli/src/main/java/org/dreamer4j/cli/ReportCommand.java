package org.dreamer4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.dream.DreamMovie;
import org.dreamer4j.cli.dream.DreamReport;
import org.dreamer4j.cli.dream.DreamStudy;
import org.dreamer4j.cli.metrics.StatusLine;
import org.dreamer4j.cli.report.Check;
import org.dreamer4j.cli.report.Page;
import org.dreamer4j.cli.report.RunFiles;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.core.AtomicFile;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.Checkpoint;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer report}: a run on one page. */
@Command(
    name = "report",
    description = {
      "Writes a run as one HTML page: curves, episodes, dream, throughput, checks and"
          + " configuration.",
      "The page needs nothing beside it and can be sent to anyone."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private static final int CONTEXT = 5;
  private static final int EPISODES = 4;

  @Option(names = "--logdir", required = true, paramLabel = "DIR", description = "Of a training.")
  private Path logdir = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "HTML",
      description = "File to write; default: report.html in the run.")
  private @Nullable Path out;

  @Option(
      names = "--dream",
      paramLabel = "True|False",
      defaultValue = "True",
      description =
          "Whether the newest checkpoint predicts test episodes, which takes a while (default"
              + " ${DEFAULT-VALUE}).")
  private String dream = "";

  @Mixin private QuietOption quiet = new QuietOption();

  @Option(names = "--json", description = "Print the checks as a JSON object.")
  private boolean json;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    boolean dreams = TrueFalse.of("--dream", dream);
    RunDirectory run = RunDirectory.in(logdir);
    RunFiles files = RunFiles.of(run);
    Path named = out == null ? run.path().resolve("report.html") : out;
    Path file = OutputFile.prepare("--out", named, ".html");
    List<Check> checks = Check.of(files);
    String page = page(files, checks, dreams);
    AtomicFile.write(file, stream -> stream.write(page.getBytes(StandardCharsets.UTF_8)));
    print(named, checks);
    return CommandLine.ExitCode.OK;
  }

  private String page(RunFiles files, List<Check> checks, boolean dreams) throws IOException {
    try (StatusLine status = quiet.status(spec, json)) {
      Page.Dreamed dreamed = Page.Dreamed.none("Left out, as asked.");
      if (dreams) {
        status.show("predicting");
        dreamed = dreamed(files);
        status.clear();
      }
      status.show("drawing");
      String written =
          LocalDateTime.now(ZoneId.systemDefault())
              .format(DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ROOT));
      return Page.of(files, checks, dreamed, Version.tool(), written);
    }
  }

  /** The newest test episodes as the newest checkpoint predicts them. */
  private static Page.Dreamed dreamed(RunFiles files) {
    if (files.checkpoint().isEmpty() || files.testEpisodes().isEmpty()) {
      return Page.Dreamed.none("There is no checkpoint or no test episode yet.");
    }
    long seed = files.config().task().testSeed();
    try (DreamerAgent agent = agent(files, seed)) {
      if (!agent.predictsImages()) {
        return Page.Dreamed.none("This agent does not predict images from images alone.");
      }
      DreamReport report =
          DreamStudy.of(
              agent,
              files.config().task().task(),
              newest(files),
              new DreamStudy.Settings(CONTEXT, 0, 1, seed));
      return new Page.Dreamed(
          Optional.of(report), DreamMovie.encode(report.films()), about(report));
    } catch (IOException | RuntimeException | LinkageError e) {
      // A broken checkpoint or episode must not cost the rest of the page.
      return Page.Dreamed.none("The agent could not be shown here: " + OneLine.of(e));
    }
  }

  /** The agent of the newest checkpoint, which tells what it sees: no simulator is needed. */
  private static DreamerAgent agent(RunFiles files, long seed) throws IOException {
    DreamerConfig config = files.config().with(Map.of("seed", seed));
    EnvironmentSpec known;
    try (Checkpoint checkpoint = Checkpoint.open(files.checkpoint().orElseThrow())) {
      known = checkpoint.spec(config);
    }
    return new CheckpointDirectory(files.run().path()).open(config, known);
  }

  private static List<Episode> newest(RunFiles files) throws IOException {
    List<Path> paths = files.testEpisodes();
    List<Episode> episodes = new ArrayList<>();
    for (Path path : paths.subList(Math.max(0, paths.size() - EPISODES), paths.size())) {
      episodes.add(RunFiles.read(path));
    }
    return episodes;
  }

  private static String about(DreamReport report) {
    return String.format(
        Locale.ROOT,
        "Truth, what the model predicts after %,d updates, and the difference (grey: none). It sees"
            + " the first %d images of an episode; the rest it predicts from actions alone. Below:"
            + " rewards and values.",
        report.updates(),
        report.context());
  }

  private void print(Path file, List<Check> checks) {
    if (json) {
      List<Map<String, Object>> all = new ArrayList<>();
      for (Check check : checks) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("check", check.what());
        one.put("outcome", check.outcome().name().toLowerCase(Locale.ROOT));
        one.put("about", check.about());
        all.add(one);
      }
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("file", file.toString());
      figures.put("checks", all);
      spec.commandLine().getOut().println(JsonText.of(figures));
    } else {
      checks.stream()
          .filter(check -> check.outcome() == Check.Outcome.BAD)
          .forEach(
              check ->
                  spec.commandLine()
                      .getOut()
                      .println("not so: " + check.what() + " (" + check.about() + ")"));
      spec.commandLine().getOut().println("wrote " + file);
    }
  }
}
