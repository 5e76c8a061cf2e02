package org.dreamer4j.envs;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.TimeStep;

/**
 * Returns of one policy over whole episodes.
 *
 * @param episodes how many were run
 * @param mean of the returns
 * @param std of the returns, with n - 1
 * @param min smallest return
 * @param max largest return
 */
public record ReturnStatistics(int episodes, double mean, double std, double min, double max) {
  /**
   * Runs a policy.
   *
   * @param environment stays the caller's to close
   * @param episodes how many, at least 1
   * @throws IllegalArgumentException if there is no episode or the environment refuses an action
   */
  public static <S> ReturnStatistics measure(
      Environment environment, Policy<S> policy, int episodes) {
    if (episodes < 1) {
      throw new IllegalArgumentException("episodes must be at least 1, got " + episodes);
    }
    double[] returns = new double[episodes];
    for (int i = 0; i < episodes; i++) {
      returns[i] = episodeReturn(environment, policy);
    }
    return of(returns);
  }

  /** Keeps no rows, unlike {@link Driver}: thousands of episodes are run. */
  private static <S> double episodeReturn(Environment environment, Policy<S> policy) {
    S state = policy.initialState();
    TimeStep step = environment.reset();
    double sum = 0;
    while (!step.last()) {
      Policy.Decision<S> decision = policy.act(state, step.observation());
      state = decision.state();
      step = environment.step(decision.action());
      sum += step.reward();
    }
    return sum;
  }

  private static ReturnStatistics of(double[] returns) {
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : returns) {
      sum += value;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double mean = sum / returns.length;
    double squares = 0;
    for (double value : returns) {
      squares += (value - mean) * (value - mean);
    }
    double std = returns.length > 1 ? Math.sqrt(squares / (returns.length - 1)) : 0;
    return new ReturnStatistics(returns.length, mean, std, min, max);
  }
}
