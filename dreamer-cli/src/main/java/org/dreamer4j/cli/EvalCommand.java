package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.run.RunFailure;
import org.dreamer4j.cli.video.GifWriter;
import org.dreamer4j.cli.video.Recording;
import org.dreamer4j.core.Episode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer eval}: how well a trained agent does, and what that looks like. */
@Command(
    name = "eval",
    description = "Runs a trained agent without training it, and shows its returns.",
    mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private ActingSource source = new ActingSource();

  @Option(
      names = "--episodes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many to run (default ${DEFAULT-VALUE}).")
  private int episodes;

  @Option(
      names = "--gif",
      paramLabel = "FILE",
      description = "Write the first episode as an animation.")
  private @Nullable Path gif;

  @Mixin private QuietOption quiet = new QuietOption();

  @Option(names = "--json", description = "Print the figures as a JSON object.")
  private boolean json;

  @Mixin private PlayOptions playing = new PlayOptions();

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  private @Nullable Episode first;
  private final List<Double> returns = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();

  @Override
  public Integer call() throws IOException, RunFailure {
    AtLeast.check("--episodes", 1, episodes);
    @Nullable Path animation = gif == null ? null : OutputFile.prepare("--gif", gif, ".gif");
    source.play(playing, quiet.notes(spec), episodes, this::show);
    summarize();
    // Last, so that the figures are there even where pictures cannot be drawn.
    if (animation != null && first != null) {
      write(animation, first);
    }
    return CommandLine.ExitCode.OK;
  }

  private void show(Episode episode) {
    first = first == null ? episode : first;
    returns.add(episode.episodeReturn());
    lengths.add(episode.agentSteps());
    PrintWriter out = spec.commandLine().getOut();
    if (!quiet.isSet && !json) {
      out.printf(
          Locale.ROOT,
          "episode %d: return %.1f, length %d%n",
          returns.size(),
          episode.episodeReturn(),
          episode.agentSteps());
      out.flush();
    }
  }

  private void write(Path animation, Episode episode) throws IOException {
    Recording recording = new Recording();
    recording.add(WatchCommand.screening(episode));
    recording.write(animation, GifWriter.FRAMES_PER_SECOND);
    if (!json) {
      spec.commandLine().getOut().println("wrote " + gif + recording.remark());
    }
  }

  private void summarize() {
    Returns all = new Returns(returns);
    if (json) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("episodes", returns.size());
      figures.put("return_mean", all.mean());
      figures.put("return_stddev", all.stddev());
      figures.put("return_min", all.min());
      figures.put("return_max", all.max());
      figures.put("returns", returns);
      figures.put("lengths", lengths);
      spec.commandLine().getOut().println(JsonText.of(figures));
      return;
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "return %.1f +- %.1f (mean and standard deviation of %d episodes), %.1f to %.1f%n",
            all.mean(),
            all.stddev(),
            returns.size(),
            all.min(),
            all.max());
  }
}
