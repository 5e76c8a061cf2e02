package org.dreamer4j.envs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thread on which environments live. Ends with the program even when it is not closed. */
final class OwnerThread implements AutoCloseable {
  private final ExecutorService executor;
  private @Nullable Thread thread;

  OwnerThread(String name) {
    executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread created = new Thread(task, name);
              created.setDaemon(true);
              thread = created;
              return created;
            });
  }

  /** Runs a task on this thread, after those submitted before. */
  <T> CompletableFuture<T> submit(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, executor);
  }

  /** Finishes what was submitted and waits for the thread to end, an interrupt notwithstanding. */
  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    while (thread != null && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
