package org.dreamer4j.core;

import java.util.Map;

/** Takes figures about a run. */
public interface MetricSink extends AutoCloseable {
  /**
   * Records figures that belong together.
   *
   * @param envSteps simulator frames collected for training so far
   * @param values figures by name, e.g. {@code train/return}
   */
  void write(long envSteps, Map<String, Double> values);

  @Override
  default void close() {}
}
