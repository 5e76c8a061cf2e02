package org.dreamer4j.models.train;

import java.nio.file.Path;
import org.dreamer4j.core.Episode;

/** Is told what happens during training, on the training thread. */
public interface TrainingListener {
  /** Listens to nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /** An update was done. */
  default void onUpdate(Progress progress) {}

  /** A training episode was collected; {@code random} if before training. */
  default void onTrainEpisode(Progress progress, Episode episode, boolean random) {}

  /** A test episode was run. */
  default void onTestEpisode(Progress progress, Episode episode) {}

  /** A checkpoint was written. */
  default void onCheckpoint(Progress progress, Path prefix) {}
}
