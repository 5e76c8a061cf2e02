package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.cli.run.Pretrained;
import org.dreamer4j.cli.run.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code dreamer convert}: an agent's weights in another format. */
@Command(
    name = "convert",
    description = {
      "Writes an agent's weights in another format, which the name of TO tells:",
      "  NAME.pkl         danijar/dreamer's variables.pkl",
      "  NAME.ckpt[-N]    a TensorFlow checkpoint, as google-research/dreamer names its variables",
      "  any other name   the folder of a SavedModel",
      "What cannot be exact is refused."
    },
    mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {
  @CommandLine.Parameters(
      index = "0",
      paramLabel = "FROM",
      description =
          "Prefix of a TensorFlow checkpoint, a variables.pkl, a folder of one pickle for each"
              + " module, or of a SavedModel.")
  private Path from = Path.of("");

  @CommandLine.Parameters(index = "1", paramLabel = "TO", description = "What to write.")
  private Path to = Path.of("");

  @Option(
      names = "--params",
      paramLabel = "YAML",
      description = "Values of keys that the weights do not tell, e.g. '{activation: relu}'.")
  private @Nullable String params;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Map<String, Object> values = Parameters.valuesOf(params);
    try (Pretrained agent = Pretrained.open(from)) {
      Notes.print(agent.notes(), spec.commandLine().getErr());
      Path written = write(agent, values);
      PrintWriter out = spec.commandLine().getOut();
      out.println("wrote " + written);
      out.flush();
    } catch (IllegalArgumentException | FileAlreadyExistsException e) {
      throw new UsageException("cannot convert " + from + " to " + to + ": " + e.getMessage());
    }
    return CommandLine.ExitCode.OK;
  }

  private Path write(Pretrained agent, Map<String, Object> values) throws IOException {
    String name = String.valueOf(to.getFileName());
    if (name.endsWith(".pkl")) {
      refuseIfThere(to);
      agent.writePickle(OutputFile.prepare("TO", to, ".pkl"));
      return to;
    }
    if (name.matches(".+\\.ckpt(-\\d+)?")) {
      refuseIfThere(to.resolveSibling(name + ".index"));
      agent.writeBundle(agent.parameters(values).resolve(), OutputFile.prepare("TO", to, ""));
      return to;
    }
    return agent.writeSavedModel(agent.config(values, null), to);
  }

  private static void refuseIfThere(Path file) {
    if (Files.exists(file)) {
      throw new UsageException(file + " exists already: convert to another name");
    }
  }
}
