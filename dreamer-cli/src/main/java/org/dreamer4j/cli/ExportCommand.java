package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.dreamer4j.cli.metrics.StatusLine;
import org.dreamer4j.cli.run.Evaluation;
import org.dreamer4j.cli.run.Hint;
import org.dreamer4j.cli.run.RunFailure;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.export.ExportSettings;
import org.dreamer4j.models.export.Provenance;
import org.dreamer4j.models.export.TestReturn;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer export}: a trained agent as a SavedModel. */
@Command(
    name = "export",
    description = {
      "Exports a trained agent as a SavedModel that TensorFlow Serving, TensorFlow's C API and"
          + " DreamerPolicy load.",
      "Beside it lies a card: what it is, where it comes from and what can be called."
    })
final class ExportCommand implements Callable<Integer> {
  private static final double BYTES_PER_MEGABYTE = 1e6;

  @ArgGroup(multiplicity = "1")
  private TrainedSource source = new TrainedSource();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the model, e.g. saved-models/walker; its name is the model's.")
  private Path out = Path.of("");

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Folder below it; default: the one after the highest there.")
  private @Nullable Long version;

  @Option(
      names = "--horizon",
      paramLabel = "H",
      defaultValue = "15",
      description = "Steps of the signatures that imagine ahead (default ${DEFAULT-VALUE}).")
  private int horizon;

  @Option(
      names = "--train",
      description = "Add a graph with the tag train, and the state of the optimizers.")
  private boolean train;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Run so many test episodes first, for the return on the card (default"
              + " ${DEFAULT-VALUE}).")
  private int episodes;

  // Not the standard options, whose --version asks for that of the program.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // Picocli reads it.
  private boolean help;

  @Mixin private QuietOption quiet = new QuietOption();

  @Mixin private ActingOptions acting = new ActingOptions();

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, RunFailure {
    ExportSettings settings = settings();
    source.use(
        acting.values(),
        acting.task,
        quiet.notes(spec),
        agent -> {
          Execution execution = acting.execution(agent.config().acting().testPlanner());
          export(agent.on(execution), settings);
        });
    return CommandLine.ExitCode.OK;
  }

  private void export(Evaluation agent, ExportSettings settings) throws IOException {
    Provenance provenance = new Provenance(agent.envSteps(), testReturn(agent), Version.tool());
    try {
      print(agent.export(out, settings.withProvenance(provenance)));
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(e.getMessage() + " with --version, or leave it out");
    }
  }

  private ExportSettings settings() {
    AtLeast.check("--episodes", 0, episodes);
    try {
      return new ExportSettings(version, horizon, train, Provenance.UNKNOWN);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  private @Nullable TestReturn testReturn(Evaluation evaluation) throws IOException {
    if (episodes == 0) {
      return null;
    }
    List<Double> returns = new ArrayList<>();
    try (StatusLine status = quiet.status(spec, false)) {
      status.show("test episodes: 0 of " + episodes);
      evaluation.run(
          episodes,
          evaluation.config().task().testSeed(),
          episode -> {
            returns.add(episode.episodeReturn());
            status.show("test episodes: " + returns.size() + " of " + episodes);
          });
    }
    Returns all = new Returns(returns);
    String planner = evaluation.config().acting().testPlanner().toString();
    return new TestReturn(all.mean(), all.stddev(), returns.size(), planner);
  }

  private void print(Path written) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(written)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    PrintWriter writer = spec.commandLine().getOut();
    writer.printf(Locale.ROOT, "wrote %s (%.1f MB)%n", written, bytes / BYTES_PER_MEGABYTE);
    writer.println("  see it act: " + Hint.command("eval", "--saved_model", out));
    writer.flush();
  }
}
