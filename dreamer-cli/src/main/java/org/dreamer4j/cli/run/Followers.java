package org.dreamer4j.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.MetricSink;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.TrainingListener;

/**
 * All who follow a training, told in their order.
 *
 * @param sinks take its figures; closed with the training
 * @param listeners are told what happens, on the thread that trains
 */
public record Followers(List<MetricSink> sinks, List<TrainingListener> listeners)
    implements MetricSink, TrainingListener {
  /** Finds them, once there is an agent to follow. */
  @FunctionalInterface
  public interface Source {
    /**
     * Those who follow.
     *
     * @param agent still without the weights of a checkpoint
     * @throws IOException if a file of theirs cannot be opened
     */
    Followers of(DreamerAgent agent) throws IOException;
  }

  public Followers {
    sinks = List.copyOf(sinks);
    listeners = List.copyOf(listeners);
  }

  @Override
  public void write(long envSteps, Map<String, Double> values) {
    sinks.forEach(sink -> sink.write(envSteps, values));
  }

  @Override
  public void onUpdate(Progress progress) {
    listeners.forEach(listener -> listener.onUpdate(progress));
  }

  @Override
  public void onTrainEpisode(Progress progress, Episode episode, boolean random) {
    listeners.forEach(listener -> listener.onTrainEpisode(progress, episode, random));
  }

  @Override
  public void onTestEpisode(Progress progress, Episode episode) {
    listeners.forEach(listener -> listener.onTestEpisode(progress, episode));
  }

  @Override
  public void onCheckpoint(Progress progress, Path prefix) {
    listeners.forEach(listener -> listener.onCheckpoint(progress, prefix));
  }

  @Override
  public void close() {
    try (OpenParts parts = new OpenParts()) {
      sinks.forEach(parts::keep);
    }
  }
}
