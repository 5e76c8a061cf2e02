package org.dreamer4j.cli.run;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.dreamer4j.core.Collector;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.MetricSink;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.EnvironmentCollector;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.VectorEnvironment;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.Trainer;
import org.dreamer4j.models.train.TrainingListener;
import org.dreamer4j.replay.EpisodeStore;
import org.dreamer4j.replay.PrefetchingSource;
import org.dreamer4j.replay.Sampling;
import org.dreamer4j.replay.SequenceSampler;

/**
 * The training of one run in this process: environments, replay, agent and trainer put together.
 * Holds native memory and threads until closed.
 */
public final class TrainingSession implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Trainer trainer;

  /**
   * Prepares training as far as it can go without acting or learning.
   *
   * @param run claimed by this process
   * @param metrics takes figures; stays the caller's to close
   * @param listener is told what happens, on the thread that calls {@link #run}
   * @throws IOException if the replay cannot be read or written
   */
  public TrainingSession(
      RunDirectory run, DreamerConfig config, MetricSink metrics, TrainingListener listener)
      throws IOException {
    try {
      EpisodeStore trainEpisodes = EpisodeStore.open(run.trainEpisodes());
      EpisodeStore testEpisodes = EpisodeStore.open(run.testEpisodes());
      Trainer.Replayed replayed = new Trainer.Replayed(trainEpisodes.collectedSteps());
      Seeds seeds = new Seeds(config, replayed.agentSteps().size());
      Registry registry = Registry.load();
      VectorEnvironment train =
          keep(environments(registry, config, seeds, config.schedule().numEnvs()));
      VectorEnvironment test = keep(environments(registry, config, seeds, 1));
      DreamerAgent agent = keep(DreamerAgent.create(config, train.spec()));
      SequenceSampler sampler =
          new SequenceSampler(
              trainEpisodes, train.spec(), Sampling.of(config.data(), seeds.next()));
      PrefetchingSource batches =
          keep(new PrefetchingSource(sampler, PrefetchingSource.DEFAULT_READY));
      Trainer.Surroundings around =
          Trainer.Surroundings.of(
              config,
              batches,
              freshly(new EnvironmentCollector(train, trainEpisodes::append), batches),
              new EnvironmentCollector(test, testEpisodes::append),
              metrics,
              listener);
      trainer =
          new Trainer(
              agent, new CheckpointDirectory(run.path()), around, replayed, train.actionRepeat());
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Trains until the configured end or {@link #stop}, and saves.
   *
   * @throws IOException if an episode or a checkpoint cannot be written
   */
  public Progress run() throws IOException {
    return trainer.run();
  }

  /** Lets {@link #run} save and return soon; callable from any thread. */
  public void stop() {
    trainer.stop();
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  private static VectorEnvironment environments(
      Registry registry, DreamerConfig config, Seeds seeds, int count) {
    List<Supplier<Environment>> makers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EnvironmentOptions options = seeds.environment();
      makers.add(() -> registry.make(config.task().task(), options));
    }
    return new VectorEnvironment(makers);
  }

  /** Lets what was collected be drawn at once: a young replay is small. */
  private static Collector freshly(Collector collector, PrefetchingSource batches) {
    return (policy, episodes, agentSteps) -> {
      List<Episode> collected = collector.collect(policy, episodes, agentSteps);
      batches.refresh();
      return collected;
    };
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close a part of the training", e);
      }
    }
  }
}
