package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** What a test does where something is not installed that it needs. */
public final class Lacking {
  private Lacking() {}

  /**
   * Skips the test, but fails it in CI.
   *
   * @param what is missing
   */
  public static void skip(String what) {
    if ("true".equals(System.getenv("CI"))) {
      fail(what);
    }
    abort(what);
  }
}
