package org.dreamer4j.cli.tensorboard;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.dreamer4j.cli.dream.DreamMovie;
import org.dreamer4j.cli.dream.DreamStudy;
import org.dreamer4j.cli.video.Clip;
import org.dreamer4j.cli.video.GifWriter;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.MetricSink;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.TrainingListener;
import org.tensorflow.proto.Summary;

/**
 * Writes figures and pictures of a run for TensorBoard, under google-research/dreamer's tags in its
 * folders {@code train} and {@code test}. Steps are replayed sequences, as there.
 *
 * <p>With a test episode come its animation and two open-loop predictions, of the newest training
 * and test episodes: truth over prediction over error, five rows seen.
 */
public final class TensorBoard implements MetricSink, TrainingListener {
  private static final int CONTEXT = 5;
  private static final int EPISODES = 6;
  private static final int FRAMES_PER_SECOND = 20;

  private final DreamerAgent agent;
  private final List<String> tasks;
  private final int batchSize;
  private final EventFile train;
  private final EventFile test;
  private final Deque<Episode> trained = new ArrayDeque<>();
  private final Deque<Episode> tested = new ArrayDeque<>();
  private long step;

  /**
   * Begins an event file in each folder.
   *
   * @param run folder of the run
   * @param agent predicts; stays the caller's to close
   * @throws IOException if a file cannot be made
   */
  public TensorBoard(Path run, DreamerAgent agent, InstantSource clock) throws IOException {
    DreamerConfig config = agent.config();
    this.agent = agent;
    tasks = config.task().tasks();
    batchSize = config.data().batchSize();
    train = EventFile.create(run.resolve("train"), clock);
    try {
      test = EventFile.create(run.resolve("test"), clock);
    } catch (IOException e) {
      train.close();
      throw e;
    }
  }

  @Override
  public void write(long envSteps, Map<String, Double> values) {
    List<Summary.Value> trainValues = new ArrayList<>();
    List<Summary.Value> testValues = new ArrayList<>();
    values.forEach(
        (figure, value) -> {
          switch (figure) {
            case "updates" -> {
              step = value.longValue() * batchSize;
              trainValues.add(EventFile.scalar(Tags.STEP, step));
            }
            case "updates_per_second" -> {
              double rate = value * batchSize;
              trainValues.add(EventFile.scalar(Tags.STEPS_PER_SECOND, rate));
              trainValues.add(EventFile.scalar(Tags.SECONDS_PER_STEP, 1 / rate));
            }
            default ->
                (Tags.isOfTest(figure) ? testValues : trainValues)
                    .add(EventFile.scalar(Tags.of(figure, tasks), value));
          }
          if (figure.equals("test/return")) {
            testValues.add(EventFile.scalar(Tags.SCORE, value));
          }
        });
    train.add(step, trainValues);
    if (!testValues.isEmpty()) {
      test.add(step, testValues);
    }
  }

  @Override
  public void onTrainEpisode(Progress progress, Episode episode, boolean random) {
    keep(trained, episode);
  }

  @Override
  public void onTestEpisode(Progress progress, Episode episode) {
    if (!isFilmed(episode)) {
      return;
    }
    keep(tested, episode);
    String task = tasks.get(0);
    test.add(step, List.of(animation(Tags.episode(task), Clip.of(episode))));
    predict(train, trained);
    predict(test, tested);
  }

  private static void keep(Deque<Episode> episodes, Episode episode) {
    if (isFilmed(episode)) {
      episodes.add(episode);
      if (episodes.size() > EPISODES) {
        episodes.remove();
      }
    }
  }

  private static boolean isFilmed(Episode episode) {
    return episode.keys().contains(org.dreamer4j.core.Observation.IMAGE);
  }

  private void predict(EventFile into, Deque<Episode> episodes) {
    int rows = agent.config().data().batchLength();
    List<Episode> long_ = episodes.stream().filter(episode -> episode.length() >= rows).toList();
    if (long_.isEmpty() || rows <= CONTEXT) {
      return;
    }
    Clip clip = DreamMovie.clip(DreamStudy.films(agent, long_, CONTEXT, rows - CONTEXT));
    into.add(step, List.of(animation(Tags.OPEN_LOOP, clip)));
  }

  private static Summary.Value animation(String tag, Clip clip) {
    byte[] gif = GifWriter.encode(clip, 1, FRAMES_PER_SECOND);
    return EventFile.image(tag, clip.height(), clip.width(), gif);
  }

  @Override
  public void close() {
    train.close();
    test.close();
  }
}
