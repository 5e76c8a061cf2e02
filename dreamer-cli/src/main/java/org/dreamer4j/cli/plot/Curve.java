package org.dreamer4j.cli.plot;

import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.cli.metrics.MetricsFile.Series;

/**
 * The returns of one run in one task.
 *
 * @param train returns of training episodes over envSteps
 * @param test returns of test episodes over envSteps
 */
public record Curve(Series train, Series test) {
  /** The returns of a task among a run's figures. */
  public static Curve of(MetricsFile metrics, String task) {
    return new Curve(metrics.returns("train", task), metrics.returns("test", task));
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return train.isEmpty() && test.isEmpty();
  }
}
