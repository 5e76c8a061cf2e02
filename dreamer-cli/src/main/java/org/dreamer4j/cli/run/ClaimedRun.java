package org.dreamer4j.cli.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.config.DreamerConfig;
import org.jspecify.annotations.Nullable;

/**
 * A run that this worker has: locked against other processes of this machine, and, where workers
 * give signs of life, against those of other machines. Gives them on a thread of its own until
 * closed.
 */
public final class ClaimedRun implements AutoCloseable {
  private static final Logger LOGGER = LogManager.getLogger();

  private final RunDirectory directory;
  private final RunClaim lock;
  private final boolean resumed;
  private final RunMarks marks;
  private final String worker;
  private final Time time;
  private final Time.Repeated heartbeat;

  private boolean takenOver;
  private @Nullable Runnable stop;

  ClaimedRun(
      RunDirectory directory,
      RunClaim lock,
      boolean resumed,
      String worker,
      Time time,
      Duration pingEvery) {
    this.directory = directory;
    this.lock = lock;
    this.resumed = resumed;
    this.marks = directory.marks();
    this.worker = worker;
    this.time = time;
    this.heartbeat = pingEvery.isZero() ? () -> {} : time.every(pingEvery, this::beat);
  }

  /** Where the run lies. */
  public RunDirectory directory() {
    return directory;
  }

  /** Whether someone worked on it before. */
  public boolean isResumed() {
    return resumed;
  }

  /**
   * Settles the configuration, without keeping it yet: a new run gets the parameters, its number
   * counted in its seed; a run that goes on keeps its own and takes over what may change.
   *
   * @param given what the person asks for; empty takes over the run as it is, or starts {@link
   *     Parameters#QUICK_START}
   * @throws UsageException if the run was made with other values
   * @throws IOException if the configuration cannot be read
   */
  public DreamerConfig settle(Optional<Parameters> given) throws IOException {
    return lock.settle(given);
  }

  /**
   * Keeps the configuration in the run.
   *
   * @throws IOException if it cannot be written
   */
  public void keep(DreamerConfig config) throws IOException {
    lock.keep(config);
  }

  /**
   * Returns if the run is still this worker's.
   *
   * @throws IOException if another worker took it, or the folder was moved or removed, or another
   *     is in its place
   */
  public void requireHeld() throws IOException {
    if (isTakenOver()) {
      throw new IOException(directory.path() + " is another worker's by now");
    }
    lock.requireHeld();
  }

  /**
   * Says what to do when another worker takes the run: one that did not hear of this one for long.
   * It is done at once if that has happened, and otherwise on another thread.
   */
  public synchronized void onTakeover(Runnable action) {
    stop = action;
    if (takenOver) {
      action.run();
    }
  }

  /** Whether another worker has taken the run. */
  public synchronized boolean isTakenOver() {
    return takenOver;
  }

  private void beat() {
    try {
      if (isTakenOver()) {
        return;
      }
      Optional<Ping> last = marks.ping();
      if (last.isPresent() && last.get().worker().equals(worker)) {
        marks.ping(new Ping(worker, time.now()));
      } else {
        leave();
      }
    } catch (UnreadablePing e) {
      leave();
    } catch (IOException | RuntimeException e) {
      // The next one may succeed; if none does, others will take the run for abandoned.
      LOGGER.warn("Cannot give a sign of life in {}", directory.path(), e);
    }
  }

  private synchronized void leave() {
    takenOver = true;
    if (stop != null) {
      stop.run();
    }
  }

  /** Ends the signs of life; the lock stays the worker's to release. */
  @Override
  public void close() {
    heartbeat.close();
  }
}
