package org.dreamer4j.envs.remote;

import java.time.Duration;

/**
 * How often a server is tried, and the pauses in between: each twice as long as the one before, up
 * to a most, and each off by up to a half at random, so that many clients of one server do not come
 * back at once.
 *
 * @param attempts in all, at least 1
 * @param afterRefusals whether a server that says no is asked again
 */
record RetryPlan(int attempts, Duration first, Duration most, boolean afterRefusals) {
  /** At the start of a run: a server may be starting too, but a wrong address should show soon. */
  static final RetryPlan AT_START =
      new RetryPlan(3, Duration.ofSeconds(1), Duration.ofSeconds(2), false);

  /**
   * Within a run: about two minutes, in which a server can be started anew. It may say no for a
   * while because it has not noticed yet that the old connection is gone.
   */
  static final RetryPlan WITHIN_RUN =
      new RetryPlan(8, Duration.ofSeconds(1), Duration.ofSeconds(30), true);

  /** Whether there is a further attempt after some failed ones. */
  boolean goesOn(int failures, RemoteFailure.Kind last) {
    return failures < attempts
        && switch (last) {
          case PASSING -> true;
          case REFUSED -> afterRefusals;
          case LASTING -> false;
        };
  }

  /**
   * The pause after some failed attempts.
   *
   * @param failures at least 1
   * @param random in [0, 1)
   */
  Duration pause(int failures, double random) {
    double doubled = first.toMillis() * Math.pow(2, failures - 1);
    return Duration.ofMillis((long) (Math.min(doubled, most.toMillis()) * (0.5 + random)));
  }
}
