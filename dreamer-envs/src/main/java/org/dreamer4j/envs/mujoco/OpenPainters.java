package org.dreamer4j.envs.mujoco;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dreamer4j.core.config.SimulatorConfig.Renderer;
import org.dreamer4j.envs.control.Painter;
import org.jspecify.annotations.Nullable;

/**
 * The painters that have a graphics context: all of one renderer, since MuJoCo takes its graphics
 * functions from whichever library the program has loaded; all closed when the program ends, since
 * some drivers crash otherwise. For any thread.
 */
final class OpenPainters {
  private static final long SECONDS_AT_EXIT = 5;

  private final Runnable afterLast;
  private final Set<Painter> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock starting = new ReentrantLock();
  private volatile boolean closing;
  private @Nullable Renderer inUse;

  /**
   * None yet.
   *
   * @param afterLast ends what all painters share, once they are closed for good
   */
  OpenPainters(Runnable afterLast) {
    this.afterLast = afterLast;
  }

  /**
   * Gives a painter its context, one painter at a time.
   *
   * @param graphics makes the context; only once it has done so is the renderer settled
   * @param begin readies the context for drawing
   * @throws IllegalArgumentException if this program draws with another renderer already
   * @throws IllegalStateException if the program is ending
   */
  void open(
      Painter painter, Renderer renderer, Supplier<GlContext> graphics, Consumer<GlContext> begin) {
    starting.lock();
    try {
      if (closing) {
        throw new IllegalStateException("the program is ending: nothing more is drawn");
      }
      if (inUse != null && inUse != renderer) {
        throw new IllegalArgumentException(
            "this program draws with "
                + inUse
                + " already and cannot draw with "
                + renderer
                + " too");
      }
      GlContext made = graphics.get();
      inUse = renderer;
      begin.accept(made);
      open.add(painter);
    } finally {
      starting.unlock();
    }
  }

  /** Takes a painter away that is about to close; false if it was taken away before. */
  boolean remove(Painter painter) {
    return open.remove(painter);
  }

  /** Closes all with the program. Whatever hangs is left as it is. */
  void closeAll() {
    closing = true;
    try {
      // Whoever has begun to start ends up among the open ones.
      if (!starting.tryLock(SECONDS_AT_EXIT, TimeUnit.SECONDS)) {
        return;
      }
      starting.unlock();
      boolean all = true;
      for (Painter painter : open) {
        all &= isClosed(painter);
      }
      if (all) {
        afterLast.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isClosed(Painter painter) throws InterruptedException {
    try {
      CompletableFuture.runAsync(painter::close).get(SECONDS_AT_EXIT, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      // The program ends all the same, and the others are closed.
      return false;
    }
  }
}
