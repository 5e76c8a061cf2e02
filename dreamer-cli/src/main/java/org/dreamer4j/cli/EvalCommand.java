package org.dreamer4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dreamer4j.cli.run.Evaluation;
import org.dreamer4j.cli.run.ExportedAgent;
import org.dreamer4j.cli.run.RunFailure;
import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.cli.video.Clip;
import org.dreamer4j.cli.video.GifWriter;
import org.dreamer4j.core.Episode;
import org.dreamer4j.models.export.DreamerPolicy.Choice;
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
  private static final int GIF_SCALE = 4;
  private static final double GIF_FRAMES_PER_SECOND = 20;

  /** A trained agent, or an exported one. */
  private static final class Source extends TrainedSource {
    @Option(
        names = "--saved_model",
        paramLabel = "DIR",
        description = "A model that dreamer export wrote, or one of its versions.")
    private @Nullable Path savedModel;
  }

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

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

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of environment and noise; default: one off the training's.")
  private @Nullable Long seed;

  @Option(
      names = "--planner",
      paramLabel = "P",
      description =
          "policy_mode, policy_sample, cem or shooting; default: the training's. For a saved model"
              + " policy_mode or policy_sample; default: without noise, as served.")
  private @Nullable String planner;

  @Mixin private ActingOptions acting = new ActingOptions();

  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  private final List<Double> returns = new ArrayList<>();

  @Override
  public Integer call() throws IOException, RunFailure {
    if (episodes < 1) {
      throw new UsageException("--episodes must be at least 1, got " + episodes);
    }
    @Nullable Path animation = gif == null ? null : OutputFile.prepare("--gif", gif, ".gif");
    if (source.savedModel == null) {
      PrintWriter err = spec.commandLine().getErr();
      source.use(values(), acting.task, err, agent -> evaluate(agent, animation));
    } else {
      evaluate(ExportedAgent.of(source.savedModel, acting.task), animation);
    }
    summarize();
    return CommandLine.ExitCode.OK;
  }

  private void evaluate(Evaluation agent, @Nullable Path animation) throws IOException {
    long chosen = seed == null ? agent.config().task().seed() + 1 : seed;
    agent.on(execution.execution()).run(episodes, chosen, episode -> show(episode, animation));
  }

  private void evaluate(ExportedAgent exported, @Nullable Path animation) throws IOException {
    if (acting.params != null) {
      throw new UsageException(
          "--params goes with --logdir and --checkpoint: a saved model acts as it is");
    }
    long chosen = seed == null ? exported.config().task().seed() + 1 : seed;
    exported.run(
        episodes, choice(), chosen, execution.execution(), episode -> show(episode, animation));
  }

  private Choice choice() {
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

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>(acting.values());
    if (planner != null) {
      values.put("test_planner", planner);
    }
    return values;
  }

  private void show(Episode episode, @Nullable Path animation) {
    returns.add(episode.episodeReturn());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "episode %d: return %.1f, length %d%n",
        returns.size(),
        episode.episodeReturn(),
        episode.agentSteps());
    out.flush();
    if (returns.size() == 1 && animation != null) {
      try {
        GifWriter.write(animation, Clip.of(episode), GIF_SCALE, GIF_FRAMES_PER_SECOND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      out.println("wrote " + gif);
    }
  }

  private void summarize() {
    Returns all = new Returns(returns);
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
