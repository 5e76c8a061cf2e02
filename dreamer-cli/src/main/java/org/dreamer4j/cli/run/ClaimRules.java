package org.dreamer4j.cli.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which runs a worker takes. Source: google-research/dreamer {@code training/running.py}; a
 * finished run that is lengthened, and one that failed after it was lengthened, are ours.
 *
 * @param worker id of the worker
 * @param resumeRuns whether runs are wanted that someone began
 * @param pingEvery time between two signs of life of a worker; 0: workers give none, and whoever
 *     asks may have a run
 */
record ClaimRules(String worker, boolean resumeRuns, Duration pingEvery) {
  /**
   * What is known about a run.
   *
   * @param begun whether it has a configuration
   * @param done whether it has DONE
   * @param failed whether it has FAIL
   * @param lengthened whether more is asked of it than when it was done
   * @param ping the last sign of life
   */
  record State(
      boolean begun, boolean done, boolean failed, boolean lengthened, Optional<Ping> ping) {}

  /** Decides about a run. */
  Decision decide(State state, Instant now) {
    if (state.failed()) {
      return Decision.Skip.failed();
    }
    if (state.done() && !(state.lengthened() && resumeRuns)) {
      return Decision.Skip.finished();
    }
    boolean started = state.begun() || state.done() || state.ping().isPresent();
    if (!started) {
      return Decision.Take.START;
    }
    if (!resumeRuns) {
      return Decision.Skip.startedBefore();
    }
    if (state.ping().isPresent() && isHeld(state.ping().get(), now)) {
      return Decision.Skip.taken(held(state.ping().get(), now));
    }
    return state.done() ? Decision.Take.LENGTHEN : Decision.Take.RESUME;
  }

  /** The time after which a worker that gave no sign of life is taken for dead. */
  Duration stale() {
    return pingEvery.multipliedBy(2);
  }

  private boolean isHeld(Ping ping, Instant now) {
    return !ping.worker().equals(worker) && ping.age(now).compareTo(stale()) < 0;
  }

  private static String held(Ping ping, Instant now) {
    return "worker "
        + ping.worker()
        + " has it, which gave a sign of life "
        + ping.age(now).toSeconds()
        + " s ago";
  }
}
