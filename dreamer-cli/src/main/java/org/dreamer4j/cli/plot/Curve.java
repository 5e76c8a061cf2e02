package org.dreamer4j.cli.plot;

import org.dreamer4j.cli.metrics.MetricsFile;
import org.dreamer4j.cli.metrics.MetricsFile.Series;

/**
 * The returns of one run.
 *
 * @param train returns of training episodes over envSteps
 * @param test returns of test episodes over envSteps
 */
public record Curve(Series train, Series test) {
  /** The returns among a run's figures. */
  public static Curve of(MetricsFile metrics) {
    return new Curve(metrics.series("train/return"), metrics.series("test/return"));
  }

  /** Whether there is nothing to draw. */
  public boolean isEmpty() {
    return train.isEmpty() && test.isEmpty();
  }
}
