package org.dreamer4j.cli.tensorboard;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.cli.video.Clip;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.MetricSink;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.TrainingListener;
import org.tensorflow.proto.Summary;

/**
 * Writes figures and pictures of a run for TensorBoard, under google-research/dreamer's tags in its
 * folders {@code train} and {@code test}. Steps are replayed sequences, as there.
 *
 * <p>With a test episode come its animation, images that were seen, predictions of them, and how
 * the weights are distributed: megabytes, so at most every five minutes, and for at most a fiftieth
 * of the time. A file that cannot be written, or a picture that cannot be drawn, ends with one
 * warning and does not disturb training.
 */
public final class TensorBoard implements MetricSink, TrainingListener {
  private static final Logger LOG = LogManager.getLogger(TensorBoard.class);
  private static final int PAUSES_PER_PICTURE = 49;
  private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(5);
  private static final int MOST_ROWS = 100;

  private enum Phase {
    TRAIN,
    TEST
  }

  private final Path run;
  private final DreamerAgent agent;
  private final InstantSource clock;
  private final List<String> tasks;
  private final int batchSize;
  private final OptimizerScalars optimizers;
  private final Pictures train;
  private final Pictures test;
  private final EnumMap<Phase, EventFile> files = new EnumMap<>(Phase.class);
  private String animation = "";
  private Instant nextPictures = Instant.MIN;
  private final long restoredStep;
  private long step;
  private boolean isOff;

  /**
   * Writes nothing yet; the first figures begin the files.
   *
   * @param run folder of the run
   * @param agent predicts; stays the caller's to close
   * @param clock gives the time of each event
   * @throws IOException if the run's folder cannot be listed
   */
  public TensorBoard(Path run, DreamerAgent agent, InstantSource clock) throws IOException {
    DreamerConfig config = agent.config();
    this.run = run;
    this.agent = agent;
    this.clock = clock;
    tasks = config.task().tasks();
    batchSize = config.data().batchSize();
    optimizers = new OptimizerScalars(config.optimizer());
    restoredStep = new CheckpointDirectory(run).latest().map(CheckpointDirectory::step).orElse(0L);
    int rows = Math.min(MOST_ROWS, config.data().batchLength());
    train = new Pictures(rows);
    test = new Pictures(rows);
  }

  @Override
  public void write(long envSteps, Map<String, Double> values) {
    List<Summary.Value> ofTraining = new ArrayList<>();
    List<Summary.Value> ofTests = new ArrayList<>();
    values.forEach(
        (figure, value) -> {
          if (Tags.isOfTest(figure)) {
            ofTests.add(EventFile.scalar(Tags.of(figure, tasks), value));
          } else {
            ofTraining.addAll(training(figure, value));
          }
          if (Tags.isOfTest(figure) && figure.endsWith("/return")) {
            ofTests.add(EventFile.scalar(Tags.SCORE, value));
            animation = Tags.animation(figure, tasks);
          }
        });
    add(ofTests.isEmpty() ? Phase.TRAIN : Phase.TEST, ofTests.isEmpty() ? ofTraining : ofTests);
  }

  private List<Summary.Value> training(String figure, double value) {
    return switch (figure) {
      case "updates" -> {
        step = (long) (value * batchSize);
        yield List.of(EventFile.scalar(Tags.STEP, step));
      }
      case "updates_per_second" ->
          List.of(
              EventFile.scalar(Tags.STEPS_PER_SECOND, value * batchSize),
              EventFile.scalar(Tags.SECONDS_PER_STEP, 1 / (value * batchSize)));
      default ->
          Tags.isGradientNorm(figure)
              ? optimizers.of(figure, value)
              : List.of(EventFile.scalar(Tags.of(figure, tasks), value));
    };
  }

  @Override
  public void onTrainEpisode(Progress progress, Episode episode, boolean random) {
    if (!isOff) {
      train.keep(episode);
    }
  }

  /** Draws; figures of the episode came before it. */
  @Override
  public void onTestEpisode(Progress progress, Episode episode) {
    if (isOff) {
      return;
    }
    Instant start = clock.instant();
    try {
      test.keep(episode);
      if (start.isBefore(nextPictures)) {
        return;
      }
      draw(episode);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      // Without fonts, or where memory is short, a training is worth more than its pictures.
      LOG.warn("cannot draw for TensorBoard: {}; going on without pictures", e.toString());
      nextPictures = Instant.MAX;
      return;
    }
    Instant end = clock.instant();
    Duration pause = Duration.between(start, end).multipliedBy(PAUSES_PER_PICTURE);
    nextPictures = end.plus(pause.compareTo(SHORTEST_PAUSE) > 0 ? pause : SHORTEST_PAUSE);
  }

  private void draw(Episode episode) {
    if (Clip.isIn(episode)) {
      add(Phase.TEST, List.of(Pictures.animation(animation, episode)));
    }
    add(Phase.TRAIN, train.seen());
    add(Phase.TRAIN, train.predicted(agent));
    add(Phase.TEST, test.seen());
    add(Phase.TEST, test.predicted(agent));
    List<Summary.Value> weights = new ArrayList<>();
    agent
        .weights()
        .forEach((name, values) -> weights.add(Histogram.of(Tags.weights(name), values)));
    add(Phase.TRAIN, weights);
  }

  private void add(Phase phase, List<Summary.Value> values) {
    if (isOff || values.isEmpty()) {
      return;
    }
    try {
      EventFile file = files.get(phase);
      if (file == null) {
        Path folder = run.resolve(phase.name().toLowerCase(Locale.ROOT));
        file = EventFile.create(folder, clock, restoredStep);
        files.put(phase, file);
      }
      file.add(step, values);
    } catch (IOException e) {
      isOff = true;
      LOG.warn("cannot write for TensorBoard: {}; going on without", e.toString());
    }
  }

  @Override
  public void close() {
    for (EventFile file : files.values()) {
      try {
        file.close();
      } catch (IOException e) {
        LOG.warn("cannot close a file of TensorBoard: {}", e.toString());
      }
    }
  }
}
