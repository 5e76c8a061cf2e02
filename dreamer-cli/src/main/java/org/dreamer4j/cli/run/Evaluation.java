package org.dreamer4j.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.TaskGroup;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;

/** Runs the policy of a trained agent. Nothing is learned and nothing written. */
public final class Evaluation {
  private static final Set<String> ACTING = Set.of("action_noise_type", "max_length");

  private final RunDirectory run;
  private final DreamerConfig config;
  private final String task;
  private final CheckpointDirectory checkpoints;

  /**
   * An evaluation of a run.
   *
   * @throws UsageException if there is no run
   * @throws IOException if its configuration cannot be read
   */
  public Evaluation(RunDirectory run) throws IOException {
    this.run = run;
    this.checkpoints = new CheckpointDirectory(run.path());
    this.config =
        run.stored()
            .orElseThrow(
                () ->
                    new UsageException(
                        "no run in "
                            + run.path()
                            + "; start one with "
                            + Hint.command("train", "--logdir", logdir(run))));
    this.task = config.task().task();
  }

  private Evaluation(Evaluation other, DreamerConfig config, String task) {
    this.run = other.run;
    this.checkpoints = other.checkpoints;
    this.config = config;
    this.task = task;
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
    return new Evaluation(this, config, name);
  }

  /**
   * The same run acting in another way.
   *
   * @param acting values of keys about test episodes and planners
   * @throws UsageException for any other key, or a value that does not fit this agent
   */
  public Evaluation acting(Map<String, ?> acting) {
    for (String key : acting.keySet()) {
      if (!key.startsWith("test_") && !key.startsWith("planner_") && !ACTING.contains(key)) {
        throw new UsageException(
            "'" + key + "' belongs to training; eval takes test_* and planner_* keys");
      }
    }
    try {
      return new Evaluation(this, config.with(acting), task);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  private static Path logdir(RunDirectory run) {
    return Objects.requireNonNullElse(run.path().getParent(), Path.of("."));
  }

  /** The configuration of the run. */
  public DreamerConfig config() {
    return config;
  }

  /**
   * Prefix of the latest checkpoint.
   *
   * @throws UsageException if the run has none yet
   * @throws IOException if its directory cannot be read
   */
  public Path checkpoint() throws IOException {
    return checkpoints
        .latest()
        .orElseThrow(
            () ->
                new UsageException(
                    "no checkpoint in "
                        + run.path()
                        + " yet; let "
                        + Hint.command("train")
                        + " save one"));
  }

  /** What the agent sees and does. */
  public EnvironmentSpec spec() {
    return tasks(Seeds.options(config, config.task().seed())).spec();
  }

  private TaskGroup tasks(EnvironmentOptions options) {
    return TaskGroup.of(Registry.load(), config.task().tasks(), options);
  }

  /**
   * The agent with the weights of the latest checkpoint.
   *
   * @param seed of the environment and of all noise
   * @throws UsageException if the run has no checkpoint yet
   * @throws IOException if the checkpoint cannot be read
   */
  public TrainedAgent open(long seed) throws IOException {
    checkpoint();
    DreamerConfig seeded = config.with(Map.of("seed", seed));
    EnvironmentOptions options = Seeds.options(seeded, seed);
    Environment environment = tasks(options).make(task, options);
    try {
      DreamerAgent agent = DreamerAgent.create(seeded, environment.spec());
      try {
        checkpoints.restore(agent);
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
   * Runs test episodes with the weights of the latest checkpoint.
   *
   * @param seed of the environment and of all noise
   * @param each gets every episode when it ends
   * @throws UsageException if the run has no checkpoint yet
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
