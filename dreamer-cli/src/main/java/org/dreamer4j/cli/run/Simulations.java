package org.dreamer4j.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Collector;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.config.CollectPlan;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.EnvironmentCollector;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.TaskGroup;
import org.dreamer4j.envs.VectorEnvironment;
import org.dreamer4j.models.train.Trainer;
import org.dreamer4j.replay.EpisodeStore;

/**
 * The environments of a run and what is collected in them: one simulation for each task and each
 * entry of {@code train_collects} and {@code test_collects}. Holds threads until closed.
 */
final class Simulations implements AutoCloseable {
  private final ClaimedRun run;
  private final DreamerConfig config;
  private final TaskGroup tasks;
  private final Seeds seeds;
  private final Map<Path, EpisodeStore> stores = new HashMap<>();
  private final OpenParts open = new OpenParts();
  private final List<VectorEnvironment> environments = new ArrayList<>();
  private final List<Trainer.Simulation> train = new ArrayList<>();
  private final List<Trainer.Simulation> test = new ArrayList<>();

  /**
   * Starts all environments.
   *
   * @param stores the folders of episodes that are open already
   * @throws IOException if a folder of episodes cannot be opened
   */
  Simulations(
      ClaimedRun run, DreamerConfig config, TaskGroup tasks, Seeds seeds, List<EpisodeStore> stores)
      throws IOException {
    stores.forEach(store -> this.stores.put(store.directory(), store));
    this.run = run;
    this.config = config;
    this.tasks = tasks;
    this.seeds = seeds;
    try {
      for (String task : tasks.tasks()) {
        for (CollectPlan plan : CollectPlan.train(config)) {
          train.add(simulation(task, plan, run.directory().trainEpisodes()));
        }
        for (CollectPlan plan : CollectPlan.test(config)) {
          test.add(simulation(task, plan, run.directory().testEpisodes()));
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      open.closeAfter(e);
      throw e;
    }
  }

  List<Trainer.Simulation> train() {
    return train;
  }

  List<Trainer.Simulation> test() {
    return test;
  }

  /** Simulator frames per action. */
  int actionRepeat() {
    return environments.get(0).actionRepeat();
  }

  private Trainer.Simulation simulation(String task, CollectPlan plan, Path usual)
      throws IOException {
    List<Supplier<Environment>> makers = new ArrayList<>();
    for (int i = 0; i < plan.numEnvs(); i++) {
      EnvironmentOptions options =
          plan.mode().equals("train") ? seeds.training(task) : seeds.environment();
      makers.add(() -> tasks.make(task, options));
    }
    VectorEnvironment group = open.keep(new VectorEnvironment(makers));
    environments.add(group);
    EpisodeStore store =
        store(
            plan.saveEpisodeDir().map(name -> run.directory().path().resolve(name)).orElse(usual));
    return new Trainer.Simulation(task, plan, new Masking(plan.giveRewards(), group, store));
  }

  /**
   * Collects; where rewards are not to be learned from it marks the episodes before it keeps them.
   */
  private final class Masking implements Collector {
    private final boolean giveRewards;
    private final EnvironmentCollector collector;
    private boolean masks;

    Masking(boolean giveRewards, VectorEnvironment group, EpisodeStore store) {
      this.giveRewards = giveRewards;
      this.collector =
          new EnvironmentCollector(
              group,
              episode -> {
                run.requireHeld();
                store.append(masks ? masked(episode) : episode);
              });
    }

    @Override
    public List<Episode> collect(Policy<?> policy, int episodes, int agentSteps)
        throws IOException {
      boolean seeds = policy instanceof RandomPolicy;
      masks = !(seeds ? config.schedule().seedEpisodeRewards() : giveRewards);
      return collector.collect(policy, episodes, agentSteps);
    }
  }

  private EpisodeStore store(Path folder) throws IOException {
    EpisodeStore open = stores.get(folder);
    if (open == null) {
      open = EpisodeStore.open(folder);
      stores.put(folder, open);
    }
    return open;
  }

  /** The same episode, marked so that its rewards are not learned from. */
  static Episode masked(Episode episode) {
    Map<String, Array> arrays = new LinkedHashMap<>(episode.arrays());
    int rows = episode.length();
    arrays.put(Episode.REWARD_MASK, new Array.Float32(new int[] {rows, 1}, new float[rows]));
    return new Episode(arrays);
  }

  @Override
  public void close() {
    open.close();
  }
}
