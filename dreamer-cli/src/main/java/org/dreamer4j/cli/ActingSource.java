package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.dreamer4j.cli.run.ExportedAgent;
import org.dreamer4j.cli.run.RunFailure;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.Execution;
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
   * @param each gets every episode when it ends
   */
  void play(PlayOptions options, PrintWriter err, int episodes, Consumer<Episode> each)
      throws IOException, RunFailure {
    if (savedModel != null) {
      Choice choice = options.choice();
      ExportedAgent exported = ExportedAgent.of(savedModel, options.task()).with(options.params());
      long seed = options.seed(exported.config());
      exported.run(episodes, choice, seed, options.execution(Planner.POLICY_MODE), each);
      return;
    }
    super.use(
        options.values(),
        options.task(),
        err,
        agent -> {
          DreamerConfig config = agent.config();
          Execution execution = options.execution(config.acting().testPlanner());
          agent.on(execution).run(episodes, options.seed(config), each);
        });
  }
}
