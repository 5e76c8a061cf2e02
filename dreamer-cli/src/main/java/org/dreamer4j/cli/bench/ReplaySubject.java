package org.dreamer4j.cli.bench;

import java.io.IOException;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.TemporaryFolder;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.replay.EpisodeStore;
import org.dreamer4j.replay.Sampling;
import org.dreamer4j.replay.SequenceSampler;

/** Batches from a few random episodes in a temporary folder. */
final class ReplaySubject implements Subject {
  private static final int EPISODES = 4;

  private final TemporaryFolder folder = TemporaryFolder.create("dreamer-bench");
  private final SequenceSampler sampler;
  private final double frames;

  /** Episodes of an environment, which is closed. */
  ReplaySubject(DreamerConfig config, Environment environment) throws IOException {
    EpisodeStore store = EpisodeStore.open(folder.path());
    EnvironmentSpec spec = environment.spec();
    try (environment) {
      Driver driver = new Driver(environment);
      for (int i = 0; i < EPISODES; i++) {
        store.append(driver.runEpisode(new RandomPolicy(spec.action(), i)));
      }
    }
    sampler = new SequenceSampler(store, spec, Sampling.of(config.data(), 0));
    Batch first = sampler.next();
    frames = (double) first.size() * first.length();
  }

  @Override
  public void run() {
    sampler.next();
  }

  @Override
  public double frames() {
    return frames;
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
