package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.inspect.EpisodesInspection;
import org.dreamer4j.cli.inspect.Inspection;
import org.dreamer4j.cli.inspect.SavedModelInspection;
import org.dreamer4j.cli.inspect.WeightsInspection;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.models.checkpoint.SavedModelFile;
import org.dreamer4j.models.checkpoint.WeightFile;
import org.dreamer4j.models.checkpoint.WeightFiles;
import org.dreamer4j.models.export.ModelFolder;
import org.dreamer4j.replay.npz.NpzFormatException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dreamer inspect}: what is in a file of weights, a model or episodes. */
@Command(
    name = "inspect",
    description = {
      "Shows what a checkpoint, pickle, SavedModel or episode file holds, and whose agent it is.",
      "A checkpoint is named by its prefix, one of its files or its folder; a SavedModel by its"
          + " folder; episodes by one .npz file or a folder of them."
    },
    footer = {
      "",
      "The JSON object has path and format. With them come",
      "  for weights: tensors (name, dtype, shape, elements, bytes, min, mean, max,",
      "    standard_deviation, nan, infinite, zeros), modules (name, tensors,",
      "    elements, bytes), elements, bytes, agent (scheme, sees, actions, discrete,",
      "    settings, weights, parameters, missing, other_shape, left_over, notes; or problem);",
      "  for a SavedModel: graphs (tags, tensorflow_version, nodes, signatures; these",
      "    by name method, inputs and outputs; these by name tensor, dtype, shape),",
      "    variables (an object as for weights, or null);",
      "  for episodes: files, episodes, rows, agent_steps, returns (min, mean, max,",
      "    standard_deviation), arrays (as tensors, with files), broken (file,",
      "    problem).",
      "Undefined figures are null, free sizes are -1."
    },
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", description = "What to look at.")
  private Path path = Path.of("");

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  @Option(
      names = "--no-stats",
      description = "List without reading the data (of episodes only the rewards).")
  private boolean noStatistics;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    try {
      Inspection inspection = inspect();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(JsonText.of(inspection.json()));
      } else {
        inspection.print(out);
      }
      out.flush();
      return CommandLine.ExitCode.OK;
    } catch (NpzFormatException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private Inspection inspect() throws IOException {
    boolean statistics = !noStatistics;
    Path folder = path.endsWith(SavedModelFile.NAME) ? path.toAbsolutePath().getParent() : path;
    if (folder != null && ModelFolder.isModel(folder)) {
      return SavedModelInspection.of(SavedModelFile.read(ModelFolder.find(folder)), statistics);
    }
    if (EpisodesInspection.isAt(path)) {
      return EpisodesInspection.of(path, statistics);
    }
    try (WeightFile file = WeightFiles.open(path)) {
      return WeightsInspection.of(file, statistics);
    }
  }
}
