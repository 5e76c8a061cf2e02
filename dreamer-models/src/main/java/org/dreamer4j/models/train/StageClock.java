package org.dreamer4j.models.train;

import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Where the time of a training goes: seconds of each stage between two logs. */
final class StageClock {
  /** The stages of the loop; what is none of them is logging and the listener. */
  enum Stage {
    /** Waiting for a batch. */
    DATA,
    /** Model, actor and value. */
    UPDATE,
    /** Episodes to learn from. */
    COLLECT,
    /** Episodes to measure by. */
    TEST,
    /** Checkpoints. */
    SAVE
  }

  /** Something that takes time. */
  @FunctionalInterface
  interface Task<T> {
    T run() throws IOException;
  }

  private final LongSupplier nanoTime;
  private final Map<Stage, Long> spent = new EnumMap<>(Stage.class);
  private long since;

  /** A clock that reads nanoseconds from a source and starts now. */
  StageClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    since = nanoTime.getAsLong();
  }

  <T> T time(Stage stage, Task<T> task) throws IOException {
    long start = nanoTime.getAsLong();
    try {
      return task.run();
    } finally {
      spent.merge(stage, nanoTime.getAsLong() - start, Long::sum);
    }
  }

  /** Starts anew. */
  void restart() {
    spent.clear();
    since = nanoTime.getAsLong();
  }

  /** Seconds since the start. */
  double seconds() {
    return (nanoTime.getAsLong() - since) / 1e9;
  }

  /** The part of the time since the start that each stage took, by the name of its figure. */
  Map<String, Double> shares() {
    double all = Math.max(1, nanoTime.getAsLong() - since);
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      shares.put(
          "share_" + stage.name().toLowerCase(Locale.ROOT), spent.getOrDefault(stage, 0L) / all);
    }
    return shares;
  }
}
