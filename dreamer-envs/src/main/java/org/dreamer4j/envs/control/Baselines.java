package org.dreamer4j.envs.control;

import java.util.Locale;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.envs.ReturnStatistics;

/** Measures what {@link TrivialPolicies} earn, at action repeat 2 and without drawing. */
public final class Baselines {
  private static final int ACTION_REPEAT = 2;

  private Baselines() {}

  /**
   * Runs a policy.
   *
   * @param policy a name from {@link TrivialPolicies#names}
   * @param episodes how many, at least 1
   * @param seed of initial states and random actions
   * @throws IllegalArgumentException if the task, the policy or the number does not fit
   */
  public static ReturnStatistics measure(String task, String policy, int episodes, long seed) {
    try (ControlEnvironment<Physics> environment =
        ControlTasks.make(task, seed, ACTION_REPEAT, 0)) {
      Policy<RandomPolicy.None> acting =
          TrivialPolicies.of(task, policy, environment.spec().action(), ~seed);
      return ReturnStatistics.measure(environment, acting, episodes);
    }
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
    ReturnStatistics result = measure(task, policy, episodes, seed);
    return String.format(Locale.ROOT, " | %.1f ± %.1f", result.mean(), result.std());
  }
}
