package org.dreamer4j.models.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.BatchSource;
import org.dreamer4j.core.Collector;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.MetricSink;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.config.CollectPlan;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.ScheduleConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.train.StageClock.Stage;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/**
 * Trains an agent: random episodes first, then updates with an episode collected, a test run and a
 * checkpoint saved on schedule. Source: google-research/dreamer {@code scripts/train.py}, {@code
 * training/utility.py}.
 *
 * <p>Resumes from the newest checkpoint. Episodes that were collected after it count as collected,
 * so nothing is collected twice; a collection that a kill cut short is completed. Only where one of
 * several simulations keeps its episodes in a folder of its own, a kill can repeat those since the
 * last checkpoint. Beside the checkpoints it writes the configuration.
 */
public final class Trainer {
  /**
   * What training takes from outside.
   *
   * @param batches sequences of training episodes
   * @param train collect episodes that are trained on; those of one task stand together
   * @param test run episodes that are not
   * @param metrics takes figures
   * @param listener is told what happens
   */
  public record Surroundings(
      BatchSource batches,
      List<Simulation> train,
      List<Simulation> test,
      MetricSink metrics,
      TrainingListener listener) {
    public Surroundings {
      train = List.copyOf(train);
      test = List.copyOf(test);
    }

    /** One task with one collector for each phase, and nobody to listen. */
    public static Surroundings of(
        DreamerConfig config,
        BatchSource batches,
        Collector train,
        Collector test,
        MetricSink metrics) {
      return of(config, batches, train, test, metrics, TrainingListener.NONE);
    }

    /**
     * One task with one collector for each phase.
     *
     * @throws IllegalArgumentException if the configuration asks for several, naming the key
     */
    public static Surroundings of(
        DreamerConfig config,
        BatchSource batches,
        Collector train,
        Collector test,
        MetricSink metrics,
        TrainingListener listener) {
      OneCollection.check(config);
      String task = config.task().task();
      return new Surroundings(
          batches,
          List.of(new Simulation(task, CollectPlan.train(config).get(0), train)),
          List.of(new Simulation(task, CollectPlan.test(config).get(0), test)),
          metrics,
          listener);
    }
  }

  /**
   * Episodes of one task that are collected again and again.
   *
   * @param task its name
   * @param plan who acts, how much and when
   * @param collector collects them
   */
  public record Simulation(String task, CollectPlan plan, Collector collector) {}

  /**
   * What was collected for training already.
   *
   * @param agentSteps actions in every episode, the newest last; of those that turned out broken
   *     too, for they were collected
   */
  public record Replayed(List<Integer> agentSteps) {
    public Replayed {
      agentSteps = List.copyOf(agentSteps);
    }
  }

  private final DreamerConfig config;
  private final DreamerAgent agent;
  private final CheckpointDirectory checkpoints;
  private final BestAgent best;
  private final Surroundings around;
  private final Schedule schedule;
  private final Replayed replayed;
  private final int actionRepeat;
  private final Averages averages = new Averages();
  private final StageClock clock = new StageClock(System::nanoTime);

  private volatile boolean stopping;
  private long episodes;
  private long agentSteps;
  private long updates;
  private final Collected collected;
  private long savedAt;
  private long loggedUpdates;

  /**
   * Training of an agent.
   *
   * @param checkpoints where to resume from and save to
   * @param replayed training episodes so far
   * @param actionRepeat simulator frames per action
   */
  public Trainer(
      DreamerAgent agent,
      CheckpointDirectory checkpoints,
      Surroundings around,
      Replayed replayed,
      int actionRepeat) {
    this.config = agent.config();
    this.agent = agent;
    this.checkpoints = checkpoints;
    this.best = new BestAgent(checkpoints);
    this.around = around;
    this.schedule = new Schedule(config);
    this.actionRepeat = actionRepeat;
    this.replayed = replayed;
    this.collected =
        new Collected(
            around.train().stream().map(Simulation::plan).toList(), config.data().batchSize());
    this.episodes = replayed.agentSteps().size();
    this.agentSteps = replayed.agentSteps().stream().mapToLong(steps -> steps).sum();
  }

  /**
   * Trains until the configured end or {@link #stop}, and saves.
   *
   * @return how far training came
   * @throws IOException if an episode or a checkpoint cannot be written
   * @throws DivergedException if a loss or gradient is not finite; nothing is saved then
   * @throws EnvironmentLostException if an environment is lost for good; what was learned is saved
   */
  public Progress run() throws IOException {
    resume();
    try {
      runToTheEnd();
    } catch (EnvironmentLostException e) {
      save();
      throw e;
    }
    log();
    save();
    return progress();
  }

  private void runToTheEnd() throws IOException {
    seed();
    savedAt = System.nanoTime();
    clock.restart();
    loggedUpdates = updates;
    while (!stopping && !schedule.isDone(updates, envSteps())) {
      collect();
      if (stopping || schedule.isDone(updates, envSteps())) {
        break;
      }
      update();
    }
  }

  /** Ends training after the present update or episode; callable from any thread. */
  public void stop() {
    stopping = true;
  }

  private void resume() throws IOException {
    Optional<TrainingState> saved = checkpoints.restore(agent);
    updates = agent.updates();
    int tasks = (int) around.train().stream().map(Simulation::task).distinct().count();
    List<Integer> steps = replayed.agentSteps();
    int seeds = Collected.seeds(steps, config.schedule(), tasks);
    saved.ifPresent(state -> collected.resume(state, updates, steps, seeds));
    checkpoints.keep(config);
  }

  private void seed() throws IOException {
    ScheduleConfig s = config.schedule();
    Policy<?> random = new RandomPolicy(agent.spec().action(), config.task().seed() + episodes);
    int tasks = 0;
    Set<String> seen = new HashSet<>();
    for (Simulation simulation : around.train()) {
      if (!seen.add(simulation.task())) {
        continue;
      }
      tasks++;
      while (!stopping
          && (episodes < (long) tasks * s.numSeedEpisodes()
              || agentSteps < (long) tasks * s.numSeedSteps())) {
        keep(simulation, simulation.collector().collect(random, 1, 1), true);
      }
    }
    if (!stopping && updates == 0) {
      save();
    }
  }

  private void collect() throws IOException {
    for (int i = 0; i < around.train().size(); i++) {
      Simulation simulation = around.train().get(i);
      while (!stopping && collected.isDue(i, updates)) {
        int fewest = collected.missingEpisodes(i);
        int steps = collected.missingSteps(i);
        Policy<?> policy = agent.policy(simulation.plan());
        keep(simulation, collect(simulation, policy, fewest, steps), false);
        collected.completed(i);
      }
    }
  }

  private List<Episode> collect(Simulation simulation, Policy<?> policy, int episodes, int steps)
      throws IOException {
    return clock.time(Stage.COLLECT, () -> simulation.collector().collect(policy, episodes, steps));
  }

  private void keep(Simulation simulation, List<Episode> collected, boolean random) {
    for (Episode episode : collected) {
      episodes++;
      agentSteps += episode.agentSteps();
      figures("train", prefix(simulation, around.train()), episode);
      around.listener().onTrainEpisode(progress(), episode, random);
    }
    // A young replay is small: what was collected is drawn at once.
    around.batches().refresh();
  }

  /** The phase alone where there is one simulation, else as the reference names its figures. */
  private static String prefix(Simulation simulation, List<Simulation> among) {
    String name = simulation.plan().name();
    return among.size() == 1
        ? name.substring(0, name.indexOf('_'))
        : name + "_" + simulation.task();
  }

  private void update() throws IOException {
    averages.add(train());
    updates++;
    around.listener().onUpdate(progress());
    if (schedule.logs(updates) > schedule.logs(updates - 1)) {
      log();
    }
    if (schedule.tests(updates) > schedule.tests(updates - 1)) {
      test();
    }
    boolean due = schedule.checkpoints(updates) > schedule.checkpoints(updates - 1);
    long age = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - savedAt);
    if (due || age >= config.schedule().checkpointEverySeconds()) {
      save();
    }
  }

  private Map<String, Double> train() throws IOException {
    Batch batch = clock.time(Stage.DATA, around.batches()::next);
    Map<String, Double> figures = Map.of();
    Optional<DivergedException.Sign> sign;
    try {
      figures = clock.time(Stage.UPDATE, () -> agent.train(batch));
      sign = DivergedException.sign(figures);
    } catch (TFInvalidArgumentException e) {
      sign = DivergedException.sign(e);
      if (sign.isEmpty()) {
        throw e;
      }
    }
    if (sign.isPresent()) {
      throw new DivergedException(sign.get(), updates + 1, batch, checkpoints.latest());
    }
    return figures;
  }

  private void test() throws IOException {
    List<Double> returns = new ArrayList<>();
    for (Simulation simulation : around.test()) {
      CollectPlan plan = simulation.plan();
      if (plan.episodes() == 0) {
        continue;
      }
      Policy<?> policy = agent.policy(plan);
      for (Episode episode :
          clock.time(
              Stage.TEST,
              () -> simulation.collector().collect(policy, plan.episodes(), plan.steps()))) {
        returns.add(episode.episodeReturn());
        figures("test", prefix(simulation, around.test()), episode);
        around.listener().onTestEpisode(progress(), episode);
      }
    }
    clock.time(Stage.SAVE, () -> best.offer(agent, state(), returns));
  }

  private void save() throws IOException {
    Path prefix = clock.time(Stage.SAVE, () -> checkpoints.save(agent, state()));
    savedAt = System.nanoTime();
    around.listener().onCheckpoint(progress(), prefix);
  }

  private TrainingState state() {
    return new TrainingState(collected.collections(), episodes - collected.begunEpisodes());
  }

  private void figures(String phase, String prefix, Episode episode) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(prefix + "/return", episode.episodeReturn());
    values.put(prefix + "/length", (double) episode.agentSteps());
    if (phase.equals("train")) {
      values.put("train/episodes", (double) episodes);
    }
    values.put("updates", (double) updates);
    around.metrics().write(envSteps(), values);
  }

  private void log() {
    if (averages.isEmpty()) {
      return;
    }
    Map<String, Double> values = averages.take();
    values.put("updates", (double) updates);
    values.put("updates_per_second", (updates - loggedUpdates) / clock.seconds());
    values.putAll(clock.shares());
    around.metrics().write(envSteps(), values);
    clock.restart();
    loggedUpdates = updates;
  }

  private long envSteps() {
    return agentSteps * actionRepeat;
  }

  private Progress progress() {
    return new Progress(
        envSteps(), agentSteps, episodes, updates, schedule.fraction(updates, envSteps()));
  }
}
