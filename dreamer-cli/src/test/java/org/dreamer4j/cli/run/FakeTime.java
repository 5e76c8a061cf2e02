package org.dreamer4j.cli.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A clock that goes on only when something sleeps or a test says so. */
final class FakeTime implements Time {
  private final List<Duration> sleeps = new ArrayList<>();
  private final Deque<Runnable> meanwhile = new ArrayDeque<>();
  private final List<Runnable> repeated = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    sleeps.add(duration);
    now = now.plus(duration);
    if (!meanwhile.isEmpty()) {
      meanwhile.remove().run();
    }
  }

  @Override
  public Repeated every(Duration interval, Runnable action) {
    repeated.add(action);
    return () -> repeated.remove(action);
  }

  /** Does something during the next sleep that has nothing to do yet. */
  void during(Runnable action) {
    meanwhile.add(action);
  }

  /** Lets time go by, with one turn of what is done again and again. */
  void pass(Duration duration) {
    now = now.plus(duration);
    List.copyOf(repeated).forEach(Runnable::run);
  }

  List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }

  int repeating() {
    return repeated.size();
  }
}
