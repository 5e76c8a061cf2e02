package org.dreamer4j.models.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dreamer4j.core.BatchSource;
import org.dreamer4j.core.Collector;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.MetricSink;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.ScheduleConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;

/**
 * Trains an agent: random episodes first, then updates with an episode collected, a test run and a
 * checkpoint saved on schedule. Source: google-research/dreamer {@code scripts/train.py}, {@code
 * training/utility.py}.
 *
 * <p>Resumes from the newest checkpoint. Episodes that were collected after it count as collected,
 * so nothing is collected twice; a collection that a kill cut short is completed.
 */
public final class Trainer {
  /**
   * What training takes from outside.
   *
   * @param batches sequences of training episodes
   * @param train collects episodes that are trained on
   * @param test runs episodes that are not
   * @param metrics takes figures
   * @param listener is told what happens
   */
  public record Surroundings(
      BatchSource batches,
      Collector train,
      Collector test,
      MetricSink metrics,
      TrainingListener listener) {}

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
  private final Surroundings around;
  private final Schedule schedule;
  private final Replayed replayed;
  private final int actionRepeat;
  private final Averages averages = new Averages();

  private volatile boolean stopping;
  private long episodes;
  private long agentSteps;
  private long updates;
  private Collected collected = Collected.NONE;
  private long savedAt;
  private long loggedAt;
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
    this.around = around;
    this.schedule = new Schedule(config);
    this.actionRepeat = actionRepeat;
    this.replayed = replayed;
    this.episodes = replayed.agentSteps().size();
    this.agentSteps = replayed.agentSteps().stream().mapToLong(steps -> steps).sum();
  }

  /**
   * Trains until the configured end or {@link #stop}, and saves.
   *
   * @return how far training came
   * @throws IOException if an episode or a checkpoint cannot be written
   * @throws DivergedException if a loss or gradient is not finite; nothing is saved then
   */
  public Progress run() throws IOException {
    resume();
    seed();
    savedAt = System.nanoTime();
    loggedAt = System.nanoTime();
    loggedUpdates = updates;
    while (!stopping && !schedule.isDone(updates, envSteps())) {
      collect();
      if (stopping || schedule.isDone(updates, envSteps())) {
        break;
      }
      update();
    }
    log();
    save();
    return progress();
  }

  /** Ends training after the present update or episode; callable from any thread. */
  public void stop() {
    stopping = true;
  }

  private void resume() throws IOException {
    Optional<TrainingState> saved = checkpoints.restore(agent);
    updates = agent.updates();
    saved.ifPresent(
        state -> collected = Collected.since(state, replayed.agentSteps(), config.schedule()));
  }

  private void seed() throws IOException {
    ScheduleConfig s = config.schedule();
    Policy<?> random = new RandomPolicy(agent.spec().action(), config.task().seed());
    while (!stopping && (episodes < s.numSeedEpisodes() || agentSteps < s.numSeedSteps())) {
      keep(around.train().collect(random, 1, 1), true);
    }
    if (!stopping && updates == 0) {
      save();
    }
  }

  private void collect() throws IOException {
    ScheduleConfig s = config.schedule();
    while (!stopping && collected.collections() < schedule.collections(updates)) {
      int fewest = collected.missingEpisodes(s);
      keep(around.train().collect(agent.trainPolicy(), fewest, collected.missingSteps(s)), false);
      collected = collected.completed();
    }
  }

  private void keep(List<Episode> collected, boolean random) {
    for (Episode episode : collected) {
      episodes++;
      agentSteps += episode.agentSteps();
      figures("train", episode);
      around.listener().onTrainEpisode(progress(), episode, random);
    }
  }

  private void update() throws IOException {
    Map<String, Double> figures = agent.train(around.batches().next());
    updates++;
    Optional<Map.Entry<String, Double>> sign = DivergedException.sign(figures);
    if (sign.isPresent()) {
      throw new DivergedException(sign.get(), updates, checkpoints.latest());
    }
    averages.add(figures);
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

  private void test() throws IOException {
    if (config.schedule().testEpisodes() == 0) {
      return;
    }
    for (Episode episode :
        around.test().collect(agent.testPolicy(), config.schedule().testEpisodes(), 1)) {
      figures("test", episode);
      around.listener().onTestEpisode(progress(), episode);
    }
  }

  private void save() throws IOException {
    TrainingState state =
        new TrainingState(collected.collections(), episodes - collected.begunEpisodes());
    Path prefix = checkpoints.save(agent, state);
    savedAt = System.nanoTime();
    around.listener().onCheckpoint(progress(), prefix);
  }

  private void figures(String prefix, Episode episode) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(prefix + "/return", episode.episodeReturn());
    values.put(prefix + "/length", (double) episode.agentSteps());
    if (prefix.equals("train")) {
      values.put("train/episodes", (double) episodes);
    }
    values.put("updates", (double) updates);
    around.metrics().write(envSteps(), values);
  }

  private void log() {
    if (averages.isEmpty()) {
      return;
    }
    double seconds = (System.nanoTime() - loggedAt) / 1e9;
    Map<String, Double> values = averages.take();
    values.put("updates", (double) updates);
    values.put("updates_per_second", (updates - loggedUpdates) / seconds);
    around.metrics().write(envSteps(), values);
    loggedAt = System.nanoTime();
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
