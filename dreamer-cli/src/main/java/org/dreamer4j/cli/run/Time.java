package org.dreamer4j.cli.run;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The clock, and what waits for it; tests have one of their own and do not wait. */
interface Time {
  /** This machine's. */
  Time SYSTEM = new OfSystem();

  /** Now. */
  Instant now();

  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void sleep(Duration duration) throws InterruptedException;

  /** Does something again and again, on a thread that keeps no process alive. */
  Repeated every(Duration interval, Runnable action);

  /** What is done again and again until this is closed; closing waits for one that has begun. */
  interface Repeated extends AutoCloseable {
    @Override
    void close();
  }

  /** The machine's clock. */
  final class OfSystem implements Time {
    private static final long LONGEST_CLOSE_SECONDS = 60;

    private OfSystem() {}

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      Thread.sleep(duration.toMillis());
    }

    @Override
    public Repeated every(Duration interval, Runnable action) {
      ScheduledExecutorService executor =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "dreamer-ping");
                thread.setDaemon(true);
                return thread;
              });
      long nanos = interval.toNanos();
      Future<?> repeated =
          executor.scheduleWithFixedDelay(action, nanos, nanos, TimeUnit.NANOSECONDS);
      return () -> end(executor, repeated);
    }

    private static void end(ScheduledExecutorService executor, Future<?> repeated) {
      repeated.cancel(false);
      executor.shutdown(); // not at once: an interrupt would end a ping half way
      try {
        executor.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
