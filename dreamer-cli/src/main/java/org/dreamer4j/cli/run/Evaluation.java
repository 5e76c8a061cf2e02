package org.dreamer4j.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.TaskGroup;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.export.ExportSettings;
import org.jspecify.annotations.Nullable;

/** Runs the policy of a trained agent. Nothing is learned and nothing written. */
public final class Evaluation {
  private static final List<String> ACTING = List.of("action_noise_type", "max_length");

  private final AgentSource source;
  private final DreamerConfig config;
  private final String task;
  private final Execution execution;

  private Evaluation(AgentSource source, DreamerConfig config, String task, Execution execution) {
    this.source = source;
    this.config = config;
    this.task = task;
    this.execution = execution;
  }

  /**
   * An evaluation of a run.
   *
   * @throws UsageException if there is no run, or it has no checkpoint yet
   * @throws IOException if its configuration cannot be read
   */
  public static Evaluation of(RunDirectory run) throws IOException {
    DreamerConfig config =
        run.stored()
            .orElseThrow(
                () ->
                    new UsageException(
                        "no run in "
                            + run.path()
                            + "; start one with "
                            + Hint.command("train", "--logdir", logdir(run))));
    return new Evaluation(RunSource.of(run), config, config.task().task(), Execution.DEFAULT);
  }

  /**
   * An evaluation of an agent that was trained elsewhere.
   *
   * @param config its configuration, the task to act in included
   */
  public static Evaluation of(Pretrained agent, DreamerConfig config) {
    return new Evaluation(agent, config, config.task().task(), Execution.DEFAULT);
  }

  /**
   * The same run in one of its tasks.
   *
   * @throws UsageException if the run has not learned that task
   */
  public Evaluation in(String name) {
    if (!config.task().tasks().contains(name)) {
      throw new UsageException(
          "the run has learned " + config.task().tasks() + ", not '" + name + "'");
    }
    return new Evaluation(source, config, name, execution);
  }

  /**
   * The same run acting in another way.
   *
   * @param acting values of keys about test episodes, planners and where simulators are
   * @throws UsageException for any other key, or a value that does not fit this agent
   */
  public Evaluation acting(Map<String, ?> acting) {
    for (String key : acting.keySet()) {
      if (!key.startsWith("test_")
          && !key.startsWith("planner_")
          && !ACTING.contains(key)
          && !Simulators.PLACES.contains(key)) {
        throw new UsageException(
            "'"
                + key
                + "' belongs to training; a trained agent takes test_*, planner_*, "
                + String.join(", ", ACTING)
                + ", "
                + String.join(", ", Simulators.PLACES));
      }
    }
    return new Evaluation(source, Simulators.moved(config, acting), task, execution);
  }

  /** The same on a certain device. */
  public Evaluation on(Execution chosen) {
    return new Evaluation(source, config, task, chosen);
  }

  private static Path logdir(RunDirectory run) {
    return Objects.requireNonNullElse(run.path().getParent(), Path.of("."));
  }

  /** The configuration of the agent. */
  public DreamerConfig config() {
    return config;
  }

  /** Where the agent acts. */
  public String task() {
    return task;
  }

  /** What the agent sees and does. */
  private EnvironmentSpec spec(EnvironmentOptions options) {
    try (Environment environment = environment(options)) {
      return environment.spec();
    }
  }

  private Environment environment(EnvironmentOptions options) {
    AvailableTasks.require(config);
    TaskGroup tasks = TaskGroup.of(Simulators.registry(config), config.task().tasks(), options);
    return source.fit(tasks.make(task, options), config);
  }

  /** Simulator frames that the agent has seen, null if nothing tells. */
  public @Nullable Long envSteps() throws IOException {
    return source.envSteps(config);
  }

  /**
   * Writes the agent as a SavedModel.
   *
   * @param model folder of the model
   * @return the folder of the version
   * @throws IOException if the weights cannot be read or the model not be written
   */
  public Path export(Path model, ExportSettings settings) throws IOException {
    EnvironmentSpec spec = spec(Seeds.options(config, config.task().seed()));
    return source.export(config, spec, model, settings);
  }

  /**
   * The agent with its weights, and an environment.
   *
   * @param seed of the environment and of all noise
   * @throws IOException if the checkpoint cannot be read
   */
  public TrainedAgent open(long seed) throws IOException {
    DreamerConfig seeded = config.with(Map.of("seed", seed));
    EnvironmentOptions options = Seeds.options(seeded, seed);
    Environment environment = environment(options);
    try {
      DreamerAgent agent = DreamerAgent.create(seeded, environment.spec(), execution);
      try {
        source.restore(agent);
        return new TrainedAgent(environment, agent);
      } catch (IOException | RuntimeException | Error e) {
        agent.close();
        throw e;
      }
    } catch (IOException | RuntimeException | Error e) {
      environment.close();
      throw e;
    }
  }

  /**
   * Runs test episodes.
   *
   * @param seed of the environment and of all noise
   * @param each gets every episode when it ends
   * @throws IOException if the checkpoint cannot be read
   */
  public void run(int episodes, long seed, Consumer<Episode> each) throws IOException {
    try (TrainedAgent trained = open(seed)) {
      for (int i = 0; i < episodes; i++) {
        each.accept(trained.runEpisode());
      }
    }
  }
}
