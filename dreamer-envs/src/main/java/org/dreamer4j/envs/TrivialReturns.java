package org.dreamer4j.envs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What policies that have learned nothing earn on a task.
 *
 * @param task its name
 * @param returns by policy, in the order in which they were measured
 * @param feedbackRule what the policy {@code feedback} does, in a few words; empty without one
 */
public record TrivialReturns(
    String task, Map<String, ReturnStatistics> returns, String feedbackRule) {
  /** Copies the map. */
  public TrivialReturns {
    returns = Collections.unmodifiableMap(new LinkedHashMap<>(returns));
  }
}
