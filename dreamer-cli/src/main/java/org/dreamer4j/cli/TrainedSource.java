package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.dreamer4j.cli.run.AvailableTasks;
import org.dreamer4j.cli.run.Evaluation;
import org.dreamer4j.cli.run.Pretrained;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.cli.run.RunFailure;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.config.DreamerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a trained agent; a command takes one of them. */
class TrainedSource {
  /** Something to do with a trained agent. */
  @FunctionalInterface
  interface Use {
    void with(Evaluation evaluation) throws IOException;
  }

  @Option(names = "--logdir", paramLabel = "DIR", description = "Of a training.")
  private @Nullable Path logdir;

  @Option(
      names = "--checkpoint",
      paramLabel = "PATH",
      description =
          "Of an agent trained anywhere: the prefix of a TensorFlow checkpoint, a variables.pkl, a"
              + " folder of one pickle for each module, or of a SavedModel.")
  private @Nullable Path checkpoint;

  /** Where what a command makes is put if nothing is said: into the run, or here. */
  Path home() {
    return logdir == null ? Path.of("") : RunDirectory.in(logdir).path();
  }

  /**
   * Opens the agent, does something with it and closes it.
   *
   * @param params values of configuration keys; a run takes those about acting only
   * @param task its name, or null for the first one that was learned
   * @param err takes what had to be assumed
   * @throws UsageException if there is no such agent, or a key or the task does not fit
   * @throws RunFailure if a run's agent fails
   * @throws IOException if a checkpoint cannot be read
   */
  void use(Map<String, Object> params, @Nullable String task, PrintWriter err, Use use)
      throws IOException, RunFailure {
    if (logdir != null) {
      run(RunDirectory.in(logdir), params, task, use);
    } else if (checkpoint != null) {
      pretrained(checkpoint, params, task, err, use);
    }
  }

  static void pretrained(
      Path path, Map<String, Object> params, @Nullable String task, PrintWriter err, Use use)
      throws IOException {
    try (Pretrained agent = Pretrained.open(path)) {
      DreamerConfig config = agent.config(params, task);
      AvailableTasks.require(config);
      Notes.print(agent.notes(), err);
      use.with(Evaluation.of(agent, config));
    }
  }

  private static void run(
      RunDirectory run, Map<String, Object> params, @Nullable String task, Use use)
      throws IOException, RunFailure {
    Evaluation acting = Evaluation.of(run).acting(params);
    Evaluation evaluation = task == null ? acting : acting.in(task);
    try {
      use.with(evaluation);
    } catch (UsageException e) {
      throw e;
    } catch (RuntimeException | IOException | Error e) {
      throw new RunFailure(run, e);
    }
  }
}
