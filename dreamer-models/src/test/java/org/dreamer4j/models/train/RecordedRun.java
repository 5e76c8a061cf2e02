package org.dreamer4j.models.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.BatchSource;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.MetricSink;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.config.CollectPlan;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Tiny;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.train.Trainer.Replayed;
import org.dreamer4j.models.train.Trainer.Simulation;
import org.dreamer4j.models.train.Trainer.Surroundings;

/** Surroundings of a training run that keep in mind what they are asked and told. */
final class RecordedRun implements TrainingListener, MetricSink {
  /** Steps of every collected episode. */
  static final int STEPS = 5;

  /** What the listener is told, in order, and how far the run was then. */
  final List<String> events = new ArrayList<>();

  final List<Progress> progress = new ArrayList<>();

  /** What collectors are asked for. */
  final List<String> requests = new ArrayList<>();

  /** The last request before each time that batches may hold new episodes. */
  final List<String> refreshedAfter = new ArrayList<>();

  /** The first action of each random episode. */
  final List<String> randomActions = new ArrayList<>();

  /** What is written, by simulator frames. */
  final Map<Long, List<Map<String, Double>>> figures = new TreeMap<>();

  private final Trainer trainer;
  private final Hook hook;

  /** Is told an event when it happens. */
  interface Hook {
    Hook NONE = (trainer, event) -> {};

    void on(Trainer trainer, String event);

    /** Asks the run to stop when something happens. */
    static Hook stopAt(String at) {
      return (trainer, event) -> {
        if (event.equals(at)) {
          trainer.stop();
        }
      };
    }

    /** Ends the run as a kill would: nothing is saved. */
    static Hook killAt(String at) {
      return (trainer, event) -> {
        if (event.equals(at)) {
          throw new Killed();
        }
      };
    }
  }

  /** Ends a run at once. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  RecordedRun(DreamerAgent agent, Path folder, Replayed replayed, Hook hook) {
    this.hook = hook;
    DreamerConfig config = agent.config();
    List<Simulation> train = new ArrayList<>();
    for (CollectPlan plan : CollectPlan.train(config)) {
      String who = plan.name().equals("train_main") ? "train" : plan.name();
      train.add(
          new Simulation(
              config.task().task(),
              plan,
              (policy, count, steps) -> collect(who, policy, count, steps)));
    }
    Simulation test =
        new Simulation(
            config.task().task(),
            CollectPlan.test(config).get(0),
            (policy, count, steps) -> collect("test", policy, count, steps));
    Surroundings around = new Surroundings(batches(agent), train, List.of(test), this, this);
    trainer = new Trainer(agent, new CheckpointDirectory(folder), around, replayed, 2);
  }

  private BatchSource batches(DreamerAgent agent) {
    return new BatchSource() {
      @Override
      public Batch next() {
        return Tiny.batch(agent.config(), 1);
      }

      @Override
      public void refresh() {
        refreshedAfter.add(requests.get(requests.size() - 1));
      }
    };
  }

  Trainer trainer() {
    return trainer;
  }

  private List<Episode> collect(String who, Policy<?> policy, int count, int steps) {
    String kind = policy instanceof RandomPolicy ? "random" : "agent";
    if (policy instanceof RandomPolicy random) {
      float[] action = random.act(random.initialState(), Tiny.observation(1)).action();
      randomActions.add(Arrays.toString(action));
    }
    requests.add(who + " " + kind + " " + count + " " + steps);
    return Collections.nCopies(Math.max(count, (steps + STEPS - 1) / STEPS), episode());
  }

  /** An episode with a return of 7. */
  private static Episode episode() {
    int rows = STEPS + 1;
    double[] reward = new double[rows];
    reward[2] = 3;
    reward[5] = 4;
    return new Episode(
        Map.of(
            Episode.ACTION, new Array.Float32(new int[] {rows, 2}, new float[2 * rows]),
            Episode.REWARD, new Array.Float64(new int[] {rows}, reward),
            Episode.PCONT, new Array.Float64(new int[] {rows}, new double[rows])));
  }

  private void event(Progress now, String event) {
    events.add(event);
    progress.add(now);
    hook.on(trainer, event);
  }

  @Override
  public void write(long envSteps, Map<String, Double> values) {
    figures.computeIfAbsent(envSteps, ignored -> new ArrayList<>()).add(Map.copyOf(values));
  }

  @Override
  public void onUpdate(Progress now) {
    event(now, "update " + now.updates());
  }

  @Override
  public void onTrainEpisode(Progress now, Episode episode, boolean random) {
    event(now, random ? "random" : "train");
  }

  @Override
  public void onTestEpisode(Progress now, Episode episode) {
    event(now, "test");
  }

  @Override
  public void onCheckpoint(Progress now, Path prefix) {
    event(now, prefix.getFileName().toString());
  }
}
