package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.dreamer4j.cli.run.ExportedAgent;
import org.dreamer4j.cli.run.RunFailure;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.core.Episode;
import org.dreamer4j.models.export.DreamerPolicy.Choice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a trained agent or an exported one; a command takes one of them. */
final class ActingSource extends TrainedSource {
  @Option(
      names = "--saved_model",
      paramLabel = "DIR",
      description = "A model that dreamer export wrote, or one of its versions.")
  private @Nullable Path savedModel;

  /** Gives the weights of an exported model back to an agent, too. */
  @Override
  void use(Map<String, Object> params, @Nullable String task, PrintWriter err, Use use)
      throws IOException, RunFailure {
    if (savedModel == null) {
      super.use(params, task, err, use);
    } else {
      pretrained(savedModel, params, task, err, use);
    }
  }

  /**
   * Runs test episodes; an exported model acts as it is served.
   *
   * @param planner how actions are chosen, or null for the usual way
   * @param seed of environment and noise, or null for one off the training's
   * @param each gets every episode when it ends
   */
  void play(
      ActingOptions acting,
      @Nullable String planner,
      @Nullable Long seed,
      PrintWriter err,
      int episodes,
      Consumer<Episode> each)
      throws IOException, RunFailure {
    if (savedModel != null) {
      if (acting.params != null) {
        throw new UsageException(
            "--params goes with --logdir and --checkpoint: a saved model acts as it is");
      }
      ExportedAgent exported = ExportedAgent.of(savedModel, acting.task);
      long chosen = seed == null ? exported.config().task().seed() + 1 : seed;
      exported.run(episodes, choice(planner), chosen, acting.execution(), each);
      return;
    }
    Map<String, Object> values = new LinkedHashMap<>(acting.values());
    if (planner != null) {
      values.put("test_planner", planner);
    }
    super.use(
        values,
        acting.task,
        err,
        agent -> {
          long chosen = seed == null ? agent.config().task().seed() + 1 : seed;
          agent.on(acting.execution()).run(episodes, chosen, each);
        });
  }

  private static Choice choice(@Nullable String planner) {
    if (planner == null) {
      return Choice.DETERMINISTIC;
    }
    return switch (planner) {
      case "policy_mode" -> Choice.MODE;
      case "policy_sample" -> Choice.SAMPLE;
      default ->
          throw new UsageException(
              "a saved model acts by policy_mode or policy_sample, not by '" + planner + "'");
    };
  }
}
