package org.dreamer4j.envs.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Waits for answers, but not where there will be none, and never between attempts. */
final class HurriedPatience implements Patience {
  /** Pauses that were asked for. */
  final List<Duration> pauses = new ArrayList<>();

  /** Deadlines that were asked for. */
  final List<Duration> limits = new ArrayList<>();

  private final Supplier<CompletableFuture<?>> silence;
  private Runnable duringPause = () -> {};

  /** Servers always answer or fail. */
  HurriedPatience() {
    this(CompletableFuture::new);
  }

  /**
   * A server may keep silent.
   *
   * @param silence done when it does
   */
  HurriedPatience(Supplier<CompletableFuture<?>> silence) {
    this.silence = silence;
  }

  /** What happens in the pauses from now on. */
  void duringPauses(Runnable event) {
    duringPause = event;
  }

  @Override
  public boolean await(CompletableFuture<?> answer, Duration limit) {
    limits.add(limit);
    try {
      CompletableFuture.anyOf(answer, silence.get()).join();
    } catch (CompletionException e) {
      return true;
    }
    return answer.isDone();
  }

  @Override
  public void pause(Duration length) {
    pauses.add(length);
    duringPause.run();
  }
}
