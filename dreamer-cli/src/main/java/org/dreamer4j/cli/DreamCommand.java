package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.dream.DreamMovie;
import org.dreamer4j.cli.dream.DreamReport;
import org.dreamer4j.cli.dream.DreamStrip;
import org.dreamer4j.cli.dream.DreamStudy;
import org.dreamer4j.cli.dream.ReportJson;
import org.dreamer4j.cli.dream.ReportText;
import org.dreamer4j.cli.metrics.StatusLine;
import org.dreamer4j.cli.run.Evaluation;
import org.dreamer4j.cli.run.RunFailure;
import org.dreamer4j.cli.run.TrainedAgent;
import org.dreamer4j.core.Episode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer dream}: how well a trained world model predicts, and what that looks like. */
@Command(
    name = "dream",
    description = {
      "Shows how well a trained world model predicts what it does not see.",
      "Test episodes are run, their first images shown to the model, and what it predicts of the"
          + " rest is compared with what happened."
    },
    mixinStandardHelpOptions = true)
final class DreamCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private ActingSource source = new ActingSource();

  @Option(
      names = "--episodes",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many to run (default ${DEFAULT-VALUE}).")
  private int episodes;

  @Option(
      names = "--context",
      paramLabel = "N",
      defaultValue = "5",
      description = "Images that are seen before predicting (default ${DEFAULT-VALUE}).")
  private int context;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "How far to predict; default: the whole episode, 50 where it is long.")
  private @Nullable Integer steps;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "1",
      description = "Average predicted rewards over so many samples (default ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--out",
      paramLabel = "GIF",
      description = "Animation of some episodes; default: dream.gif in the run, or here.")
  private @Nullable Path out;

  @Option(
      names = "--strip",
      paramLabel = "PNG",
      description = "Picture of some episodes; default: dream.png in the run, or here.")
  private @Nullable Path strip;

  @Mixin private QuietOption quiet = new QuietOption();

  @Option(names = "--json", description = "Print the figures as a JSON object.")
  private boolean json;

  @Mixin private SeedOption seed = new SeedOption();

  @Mixin private ActingOptions acting = new ActingOptions();

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, RunFailure {
    AtLeast.check("--episodes", 1, episodes);
    AtLeast.check("--context", 1, context);
    AtLeast.check("--samples", 1, samples);
    if (steps != null) {
      AtLeast.check("--steps", 1, steps);
    }
    Path gif = OutputFile.prepare("--out", or(out, "dream.gif"), ".gif");
    Path png = OutputFile.prepare("--strip", or(strip, "dream.png"), ".png");
    source.use(acting.values(), acting.task, quiet.notes(spec), agent -> show(agent, gif, png));
    return CommandLine.ExitCode.OK;
  }

  private void show(Evaluation evaluation, Path gif, Path png) throws IOException {
    long chosen = seed.or(evaluation.config());
    DreamStudy.Settings settings =
        new DreamStudy.Settings(context, steps == null ? 0 : steps, samples, chosen);
    DreamReport report = study(evaluation, settings);
    // First, so that the figures are there even where pictures cannot be drawn.
    print(report);
    DreamMovie.write(gif, report.films());
    DreamStrip.write(png, report.films());
    name(gif, png);
  }

  private DreamReport study(Evaluation evaluation, DreamStudy.Settings settings)
      throws IOException {
    try (TrainedAgent trained = evaluation.on(acting.execution()).open(settings.seed());
        StatusLine status = quiet.status(spec, json)) {
      List<Episode> run = new ArrayList<>();
      for (int i = 0; i < episodes; i++) {
        status.show("episode " + (i + 1) + " of " + episodes);
        Episode episode = trained.runEpisode();
        settings.check(episode);
        run.add(episode);
      }
      status.clear();
      status.show("predicting");
      return DreamStudy.of(trained.agent(), evaluation.task(), run, settings);
    }
  }

  private void print(DreamReport report) {
    PrintWriter writer = spec.commandLine().getOut();
    if (json) {
      writer.println(JsonText.of(ReportJson.of(report)));
    } else {
      ReportText.print(writer, report);
    }
    writer.flush();
  }

  private void name(Path gif, Path png) {
    if (!json) {
      PrintWriter writer = spec.commandLine().getOut();
      writer.println();
      writer.println("wrote " + gif);
      writer.println("wrote " + png);
    }
  }

  private Path or(@Nullable Path given, String name) {
    return given == null ? source.home().resolve(name) : given;
  }
}
