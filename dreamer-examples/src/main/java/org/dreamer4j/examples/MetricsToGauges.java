package org.dreamer4j.examples;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import org.dreamer4j.core.MetricSink;
import org.dreamer4j.models.train.Progress;
import org.dreamer4j.models.train.TrainingListener;

/**
 * Shows a training as gauges of a metrics library, without a dependency on one: a gauge is a name
 * and a supplier of the newest value. To be given to a {@code Trainer} as its metrics, its listener
 * or both. With Micrometer:
 *
 * <pre>{@code
 * MeterRegistry registry = ...;
 * MetricsToGauges gauges =
 *     new MetricsToGauges((name, value) -> Gauge.builder(name, value::getAsDouble).register(registry));
 * }</pre>
 *
 * <p>Values are read on any thread.
 */
public final class MetricsToGauges implements MetricSink, TrainingListener {
  private static final String PREFIX = "dreamer.";

  private final BiConsumer<String, DoubleSupplier> register;
  private final Map<String, Latest> gauges = new ConcurrentHashMap<>();

  /** The newest value of a figure. */
  private static final class Latest implements DoubleSupplier {
    private volatile double value;

    @Override
    public double getAsDouble() {
      return value;
    }
  }

  /**
   * Gauges that follow a training.
   *
   * @param register is given every name once, when its first value is known, e.g. {@code
   *     dreamer.test.return}
   */
  public MetricsToGauges(BiConsumer<String, DoubleSupplier> register) {
    this.register = register;
  }

  /** Figures of episodes and losses, under their names with dots for slashes. */
  @Override
  public void write(long envSteps, Map<String, Double> values) {
    set("env_steps", envSteps);
    values.forEach(this::set);
  }

  /** The fraction of the way to the end, 0 to 1, after every update. */
  @Override
  public void onUpdate(Progress progress) {
    set("fraction", progress.fraction());
  }

  private void set(String figure, double value) {
    String name = PREFIX + figure.replace('/', '.');
    Latest known = gauges.get(name);
    if (known != null) {
      known.value = value;
      return;
    }
    Latest first = new Latest();
    first.value = value;
    gauges.put(name, first);
    register.accept(name, first);
  }
}
