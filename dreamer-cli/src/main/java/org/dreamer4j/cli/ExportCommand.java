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
import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.cli.run.Evaluation;
import org.dreamer4j.cli.run.Hint;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.RunFailure;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.export.ExportSettings;
import org.dreamer4j.models.export.Provenance;
import org.dreamer4j.models.export.SavedModelExporter;
import org.dreamer4j.models.export.TestReturn;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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

  @Option(names = "--logdir", required = true, paramLabel = "DIR", description = "Of the training.")
  private Path logdir = Path.of("");

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
  private @Nullable Integer version;

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

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, RunFailure {
    ExportSettings settings = settings();
    RunDirectory run = RunDirectory.in(logdir);
    Evaluation evaluation = new Evaluation(run);
    Path checkpoint = evaluation.checkpoint();
    try {
      Provenance provenance =
          new Provenance(
              envSteps(run, evaluation, checkpoint), testReturn(evaluation), Version.tool());
      Path written =
          SavedModelExporter.export(
              evaluation.config(),
              evaluation.spec(),
              checkpoint,
              out,
              settings.withProvenance(provenance));
      print(written);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(e.getMessage() + " with --version, or leave it out");
    } catch (UsageException e) {
      throw e;
    } catch (RuntimeException | IOException | Error e) {
      throw new RunFailure(run, e);
    }
    return CommandLine.ExitCode.OK;
  }

  private ExportSettings settings() {
    if (episodes < 0) {
      throw new UsageException("--episodes must be at least 0, got " + episodes);
    }
    try {
      return new ExportSettings(version, horizon, train, Provenance.UNKNOWN);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  /** Simulator frames when the checkpoint was saved, as the run's figures have them. */
  private static @Nullable Long envSteps(RunDirectory run, Evaluation evaluation, Path checkpoint)
      throws IOException {
    if (!Files.isRegularFile(run.metrics())) {
      return null;
    }
    long updates = CheckpointDirectory.step(checkpoint) / evaluation.config().data().batchSize();
    MetricsFile.Series counted = MetricsFile.read(run.metrics()).series("updates");
    Long envSteps = null;
    for (int i = 0; i < counted.values().size(); i++) {
      if (counted.values().get(i) <= updates) {
        envSteps = counted.envSteps().get(i).longValue();
      }
    }
    return envSteps;
  }

  private @Nullable TestReturn testReturn(Evaluation evaluation) throws IOException {
    if (episodes == 0) {
      return null;
    }
    List<Double> returns = new ArrayList<>();
    evaluation.run(
        episodes,
        evaluation.config().task().seed() + 1,
        episode -> returns.add(episode.episodeReturn()));
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
