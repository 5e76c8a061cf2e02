package org.dreamer4j.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.BatchSource;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.config.DataConfig;
import org.jspecify.annotations.Nullable;

/**
 * Prepares batches on a thread of its own, so that training need not wait for files. The batches
 * are those the sampler would give by itself, in the same order. The batch last returned by {@link
 * #next} stays untouched until the following call.
 *
 * <p>The sampler belongs to this object from now on. {@link #next} and {@link #refresh} are called
 * from one thread.
 */
public final class PrefetchingSource implements BatchSource, AutoCloseable {
  /** Batches kept ready unless told otherwise. */
  public static final int DEFAULT_READY = 2;

  private final SequenceSampler sampler;
  private final int maxReady;
  private final Deque<Batch> free = new ArrayDeque<>();
  private final Deque<Batch> ready = new ArrayDeque<>();
  private final Deque<Long> refreshes = new ArrayDeque<>();
  private @Nullable Batch lent;
  private @Nullable Thread worker;
  private @Nullable Throwable failure;
  private long returned;
  private long made;
  private boolean closed;

  /**
   * Batches of a store as a configuration wants them, {@link #DEFAULT_READY} of them ready. Nothing
   * is read before the first {@link #next}.
   *
   * @param store where the episodes lie
   * @param spec which keys a batch has, beside those that every batch has
   * @param seed of all draws
   * @throws IllegalArgumentException if loader {@code recent} could draw nothing
   */
  public static PrefetchingSource of(
      EpisodeStore store, EnvironmentSpec spec, DataConfig data, long seed) {
    return new PrefetchingSource(
        new SequenceSampler(store, spec, Sampling.of(data, seed)), DEFAULT_READY);
  }

  /**
   * Keeps batches of a sampler ready. Nothing is read before the first {@link #next}.
   *
   * @param maxReady K, batches kept ready; there are K + 1 buffers
   * @throws IllegalArgumentException if {@code maxReady} is not positive
   */
  public PrefetchingSource(SequenceSampler sampler, int maxReady) {
    if (maxReady < 1) {
      throw new IllegalArgumentException("maxReady must be positive, got " + maxReady);
    }
    this.sampler = sampler;
    this.maxReady = maxReady;
    for (int i = 0; i < maxReady + 1; i++) {
      free.add(sampler.newBatch());
    }
  }

  /**
   * The next batch.
   *
   * @throws IllegalStateException if closed, interrupted, or if the sampler has nothing to draw
   *     from; a further call tries again
   * @throws java.io.UncheckedIOException if episodes cannot be read; a further call tries again
   */
  @Override
  public synchronized Batch next() {
    if (closed) {
      throw new IllegalStateException("the batch source is closed");
    }
    if (lent != null) {
      free.add(lent);
      lent = null;
      notifyAll();
    }
    if (worker == null) {
      worker = new Thread(this::work, "replay-prefetch");
      worker.setDaemon(true);
      worker.start();
    }
    awaitThat(() -> !ready.isEmpty() || failure != null || closed);
    Batch batch = ready.poll();
    if (batch == null) {
      throw surfaced();
    }
    lent = batch;
    returned++;
    return batch;
  }

  private synchronized void awaitThat(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
  }

  private synchronized RuntimeException surfaced() {
    Throwable problem = failure;
    failure = null;
    worker = null;
    if (problem instanceof Error error) {
      throw error;
    }
    return problem instanceof RuntimeException exception
        ? exception
        : new IllegalStateException("the batch source is closed");
  }

  /**
   * Lets new episodes be drawn from as soon as the batches that are ready have been used: exactly
   * from the K + 1st batch from now on, so that a run stays reproducible.
   */
  @Override
  public synchronized void refresh() {
    refreshes.add(returned + maxReady);
  }

  /** Stops the thread and waits for it. Does nothing if closed already. */
  @Override
  public void close() {
    Thread thread;
    synchronized (this) {
      closed = true;
      thread = worker;
      worker = null;
      notifyAll();
    }
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void work() {
    Batch buffers = takeFree();
    while (buffers != null) {
      try {
        sampler.fill(buffers);
      } catch (RuntimeException | Error e) {
        fail(e, buffers);
        return;
      }
      putReady(buffers);
      buffers = takeFree();
    }
  }

  private synchronized void putReady(Batch filled) {
    ready.add(filled);
    made++;
    notifyAll();
  }

  private synchronized void fail(Throwable problem, Batch buffers) {
    free.add(buffers);
    failure = problem;
    notifyAll();
  }

  /** Waits for buffers and settles whether the directory is to be listed before they are filled. */
  private synchronized @Nullable Batch takeFree() {
    awaitThat(() -> !free.isEmpty() || closed);
    if (closed) {
      return null;
    }
    while (!refreshes.isEmpty() && refreshes.element() <= made) {
      refreshes.remove();
      sampler.refresh();
    }
    return free.remove();
  }
}
