package org.dreamer4j.envs.control;

import java.util.Locale;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.TimeStep;

/** Measures what {@link TrivialPolicies} earn, at action repeat 2 and without drawing. */
public final class Baselines {
  private static final int ACTION_REPEAT = 2;

  private Baselines() {}

  /**
   * Returns of one policy over whole episodes.
   *
   * @param episodes how many were run
   * @param mean of the returns
   * @param std of the returns, with n - 1
   * @param min smallest return
   * @param max largest return
   */
  public record Result(
      String task, String policy, int episodes, double mean, double std, double min, double max) {}

  /**
   * Runs a policy.
   *
   * @param policy a name from {@link TrivialPolicies#names}
   * @param episodes how many, at least 1
   * @param seed of initial states and random actions
   * @throws IllegalArgumentException if the task, the policy or the number does not fit
   */
  public static Result measure(String task, String policy, int episodes, long seed) {
    if (episodes < 1) {
      throw new IllegalArgumentException("episodes must be at least 1, got " + episodes);
    }
    double[] returns = new double[episodes];
    try (ControlEnvironment environment = ControlTasks.make(task, seed, ACTION_REPEAT, 0)) {
      Policy<RandomPolicy.None> acting =
          TrivialPolicies.of(task, policy, environment.spec().action(), ~seed);
      for (int i = 0; i < episodes; i++) {
        returns[i] = episodeReturn(environment, acting);
      }
    }
    return summary(task, policy, returns);
  }

  /** A Markdown table of all tasks and policies, one row per task. */
  public static String table(int episodes, long seed) {
    StringBuilder text = new StringBuilder();
    text.append("| task | random | zero | constant +1 | feedback | feedback rule | oracle |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (String task : ControlTasks.names()) {
      text.append("| ").append(task);
      for (String policy :
          new String[] {
            TrivialPolicies.RANDOM,
            TrivialPolicies.ZERO,
            TrivialPolicies.CONSTANT,
            TrivialPolicies.FEEDBACK
          }) {
        text.append(cell(task, policy, episodes, seed));
      }
      text.append(" | ").append(TrivialPolicies.feedbackRule(task));
      boolean hasOracle = TrivialPolicies.names(task).contains(TrivialPolicies.ORACLE);
      text.append(hasOracle ? cell(task, TrivialPolicies.ORACLE, episodes, seed) : " | ");
      text.append(" |\n");
    }
    return text.toString();
  }

  private static String cell(String task, String policy, int episodes, long seed) {
    Result result = measure(task, policy, episodes, seed);
    return String.format(Locale.ROOT, " | %.1f ± %.1f", result.mean(), result.std());
  }

  private static double episodeReturn(Environment environment, Policy<RandomPolicy.None> policy) {
    RandomPolicy.None state = policy.initialState();
    TimeStep step = environment.reset();
    double sum = 0;
    while (!step.last()) {
      Policy.Decision<RandomPolicy.None> decision = policy.act(state, step.observation());
      state = decision.state();
      step = environment.step(decision.action());
      sum += step.reward();
    }
    return sum;
  }

  private static Result summary(String task, String policy, double[] returns) {
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
    return new Result(task, policy, returns.length, mean, std, min, max);
  }
}
