package org.dreamer4j.envs.mujoco;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread on which the native calls of one simulation run, its drawing included.
 *
 * <p>What MuJoCo cannot survive it tells a hook that must not return, and a library that called
 * {@code exit} would end the program. So the hook gives up this thread instead: it tells the
 * waiting caller, then sleeps for the rest of the program. One thread and the memory of one
 * simulation are lost, the caller gets an {@link IllegalStateException}, and all others go on.
 */
final class MujocoThread implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A thread that knows whom it serves. */
  private static final class Worker extends Thread {
    private final MujocoThread served;

    Worker(Runnable work, MujocoThread served) {
      super(work, "mujoco-" + COUNT.getAndIncrement());
      this.served = served;
      setDaemon(true);
    }
  }

  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(work -> new Worker(work, this));
  private final List<String> warnings = new ArrayList<>();
  private volatile @Nullable CompletableFuture<?> pending;
  private volatile @Nullable String lostTo;

  /**
   * Runs native calls and waits for them.
   *
   * @throws IllegalStateException if MuJoCo gives up in them or has done so before
   */
  synchronized <T> T call(Supplier<T> work) {
    if (executor.isShutdown()) {
      throw new IllegalStateException("the simulation is closed");
    }
    if (lostTo != null) {
      throw new IllegalStateException(lostMessage());
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    pending = answer;
    executor.execute(() -> answerWith(work, answer));
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static <T> void answerWith(Supplier<T> work, CompletableFuture<T> answer) {
    try {
      answer.complete(work.get());
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  /** As {@link #call} for work without a result. */
  void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }

  /** Whether MuJoCo has given up on this thread. */
  boolean isLost() {
    return lostTo != null;
  }

  /** The warnings since they were last taken. */
  List<String> takeWarnings() {
    synchronized (warnings) {
      if (warnings.isEmpty()) {
        return List.of();
      }
      List<String> taken = List.copyOf(warnings);
      warnings.clear();
      return taken;
    }
  }

  /** Keeps a warning for the simulation whose thread calls; returns whether there is one. */
  static boolean warn(String message) {
    if (!(Thread.currentThread() instanceof Worker worker)) {
      return false;
    }
    synchronized (worker.served.warnings) {
      worker.served.warnings.add(message);
    }
    return true;
  }

  /** Gives up the calling thread. Never returns. */
  static void giveUp(String message) {
    if (Thread.currentThread() instanceof Worker worker) {
      worker.served.lose(message);
    }
    while (true) {
      LockSupport.park();
      // An interrupted thread would not sleep.
      Thread.interrupted();
    }
  }

  private void lose(String message) {
    lostTo = message;
    CompletableFuture<?> waiting = pending;
    if (waiting != null) {
      waiting.completeExceptionally(new IllegalStateException(lostMessage()));
    }
  }

  private String lostMessage() {
    return "MuJoCo gave up: " + lostTo + "; this simulation is lost, make another";
  }

  /** Ends the thread when its work is done; one that is lost stays asleep. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
