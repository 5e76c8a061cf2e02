package org.dreamer4j.cli;

import java.awt.AWTError;
import java.awt.HeadlessException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.dreamer4j.cli.metrics.StatusLine;
import org.dreamer4j.cli.run.RunFailure;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.cli.video.GifWriter;
import org.dreamer4j.cli.video.Recording;
import org.dreamer4j.cli.video.ScreenWindow;
import org.dreamer4j.cli.video.Screening;
import org.dreamer4j.core.Episode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer watch}: shows a trained agent at work. */
@Command(
    name = "watch",
    description = {
      "Shows a trained agent at work.",
      "Where there is a display its episodes play in a window, otherwise they become an animation."
    },
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private ActingSource source = new ActingSource();

  @Option(
      names = "--episodes",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many to run (default ${DEFAULT-VALUE}).")
  private int episodes;

  @Option(
      names = "--out",
      paramLabel = "GIF",
      description =
          "Write an animation instead of opening a window; default without a display: watch.gif in"
              + " the run, or here.")
  private @Nullable Path out;

  @Option(
      names = "--fps",
      paramLabel = "N",
      defaultValue = "" + GifWriter.FRAMES_PER_SECOND,
      description = "Images a second, at most 50 (default ${DEFAULT-VALUE}).")
  private double framesPerSecond;

  @Mixin private QuietOption quiet = new QuietOption();

  @Option(names = "--json", description = "Print the returns as a JSON object.")
  private boolean json;

  @Mixin private PlayOptions playing = new PlayOptions();

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  private final List<Double> returns = new ArrayList<>();
  private final Recording recording = new Recording();

  @Override
  public Integer call() throws IOException, RunFailure {
    AtLeast.check("--episodes", 1, episodes);
    if (!(framesPerSecond > 0 && framesPerSecond <= 50)) {
      throw new UsageException("--fps must be above 0 and at most 50, got " + framesPerSecond);
    }
    @Nullable Path gif = null;
    if (out == null && ScreenWindow.isPossible()) {
      inWindow();
    } else {
      Path file = out == null ? source.home().resolve("watch.gif") : out;
      gif = OutputFile.prepare("--out", file, ".gif");
      play(recording::add);
      recording.write(gif, framesPerSecond);
    }
    print(gif);
    return CommandLine.ExitCode.OK;
  }

  private void inWindow() throws IOException, RunFailure {
    try (ScreenWindow window = open()) {
      play(
          screening -> {
            if (!window.play(screening, framesPerSecond)) {
              throw new CancellationException("the window was closed");
            }
          });
    } catch (CancellationException e) {
      return; // A person has seen enough.
    } catch (RunFailure e) {
      if (!(e.getCause() instanceof CancellationException)) {
        throw e;
      }
    }
  }

  private static ScreenWindow open() {
    try {
      return new ScreenWindow("dreamer watch");
    } catch (HeadlessException | AWTError e) {
      throw new UsageException(
          "no window can be opened here: "
              + OneLine.of(e.getMessage())
              + "; name a GIF with --out");
    }
  }

  private void play(Consumer<Screening> show) throws IOException, RunFailure {
    try (StatusLine status = quiet.status(spec, json)) {
      status.show("playing");
      source.play(
          playing,
          quiet.notes(spec),
          episodes,
          episode -> {
            returns.add(episode.episodeReturn());
            show.accept(screening(episode));
          });
    }
  }

  /**
   * An episode to look at.
   *
   * @throws UsageException if it has no images
   */
  static Screening screening(Episode episode) {
    try {
      return new Screening(episode);
    } catch (IllegalArgumentException e) {
      throw new UsageException("there is nothing to watch: " + e.getMessage());
    }
  }

  private void print(@Nullable Path gif) {
    PrintWriter printer = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("returns", returns);
      figures.put("gif", gif == null ? null : gif.toString());
      printer.println(JsonText.of(figures));
      return;
    }
    for (int i = 0; i < returns.size(); i++) {
      printer.printf(Locale.ROOT, "episode %d: return %.1f%n", i + 1, returns.get(i));
    }
    if (gif != null) {
      printer.println("wrote " + gif + recording.remark());
    }
  }
}
