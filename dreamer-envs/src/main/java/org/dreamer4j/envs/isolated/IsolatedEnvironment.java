package org.dreamer4j.envs.isolated;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.CallOrder;
import org.jspecify.annotations.Nullable;

/**
 * An environment in a process of its own. If the process dies or does not answer in time, the
 * episode is lost, and the next reset starts another process with another seed. So does a reset in
 * which it dies, or before which it died; only a few such failures in a row lose the environment.
 */
public final class IsolatedEnvironment implements Environment {
  private static final Logger LOG = LogManager.getLogger(IsolatedEnvironment.class);

  private static final int ATTEMPTS = 3;

  private final WorkerLauncher launcher;
  private final Duration patience;
  private final SplittableRandom random;
  private final EnvironmentSpec spec;
  private final int actionRepeat;
  private final CallOrder calls = new CallOrder();
  private Job job;
  private @Nullable WorkerProcess worker;

  /**
   * Starts the process and makes the environment in it.
   *
   * @param patience longest wait for an answer; the start may take a minute more
   * @throws IllegalArgumentException if the environment cannot be made like that
   * @throws IllegalStateException if the process cannot be started, ends or does not answer
   */
  public IsolatedEnvironment(WorkerLauncher launcher, Job job, Duration patience) {
    this.launcher = launcher;
    this.job = job;
    this.patience = patience;
    this.random = new SplittableRandom(job.options().seed());
    WorkerProcess first;
    try {
      first = WorkerProcess.start(launcher, job, patience);
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot start a process for environment '" + job.task() + "': " + e.getMessage(), e);
    }
    worker = first;
    spec = first.spec();
    actionRepeat = first.actionRepeat();
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public int actionRepeat() {
    return actionRepeat;
  }

  @Override
  public TimeStep reset() {
    calls.checkReset();
    for (int attempt = 1; ; attempt++) {
      try {
        TimeStep first = playing().reset();
        calls.episodeRuns(true);
        return first;
      } catch (IOException e) {
        EnvironmentLostException lost = lost(e);
        if (attempt == ATTEMPTS) {
          throw lost;
        }
        LOG.warn("{}; starting another", lost.getMessage());
      }
    }
  }

  private WorkerProcess playing() throws IOException {
    WorkerProcess playing = worker == null ? restarted() : worker;
    worker = playing;
    return playing;
  }

  private WorkerProcess restarted() throws IOException {
    // Were the seed the same, the next process would show the episodes that are known already.
    job = job.withSeed(random.nextLong() >>> 1);
    WorkerProcess started = WorkerProcess.start(launcher, job, patience);
    if (!started.spec().equals(spec)) {
      started.close();
      throw new IOException("after a new start it is another one: " + started.spec());
    }
    LOG.info("Environment {}: another process was started", job.task());
    return started;
  }

  @Override
  public TimeStep step(float[] action) {
    calls.checkStep();
    spec.checkAction(action);
    WorkerProcess playing = worker;
    if (playing == null) {
      throw new IllegalStateException("no episode is running; call reset() first");
    }
    try {
      TimeStep step = playing.step(action);
      calls.episodeRuns(!step.last());
      return step;
    } catch (EnvironmentLostException e) {
      calls.episodeRuns(false);
      throw e;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private EnvironmentLostException lost(IOException failure) {
    calls.episodeRuns(false);
    String what;
    if (worker == null) {
      what = "cannot be started again: " + failure.getMessage();
    } else {
      boolean silent = failure instanceof SocketTimeoutException;
      String end = worker.end();
      what =
          silent
              ? "gave no answer for " + patience.toSeconds() + " s and was ended"
              : "has ended" + end;
      worker = null;
    }
    return new EnvironmentLostException(
        "the process of environment '" + job.task() + "' " + what, failure);
  }

  @Override
  public void close() {
    if (calls.close() && worker != null) {
      worker.close();
      worker = null;
    }
  }
}
