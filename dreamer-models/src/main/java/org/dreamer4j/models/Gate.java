package org.dreamer4j.models;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Lets uses of something native in until it is closed. Closing waits for those under way: nothing
 * is freed under the feet of another thread.
 */
public final class Gate {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final String closedMessage;
  private boolean closed;

  /**
   * An open gate.
   *
   * @param closedMessage what a use hears once it is closed
   */
  public Gate(String closedMessage) {
    this.closedMessage = closedMessage;
  }

  /**
   * Uses what is behind the gate; any number of threads may at once, and a use may hold another.
   *
   * @throws IllegalStateException once closed
   */
  public <T> T use(Supplier<T> use) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(closedMessage);
      }
      return use.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Uses what is behind the gate.
   *
   * @throws IllegalStateException once closed
   */
  public void run(Runnable use) {
    use(
        () -> {
          use.run();
          return true;
        });
  }

  /** Waits for all uses, then closes for good; to be called outside of any use. */
  public void close(Runnable release) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
