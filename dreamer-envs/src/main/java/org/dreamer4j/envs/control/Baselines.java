package org.dreamer4j.envs.control;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.ReturnStatistics;

/** Measures what {@link TrivialPolicies} earn, at action repeat 2 and without drawing. */
public final class Baselines {
  private static final int ACTION_REPEAT = 2;
  private static final List<String> BLIND =
      List.of(TrivialPolicies.RANDOM, TrivialPolicies.ZERO, TrivialPolicies.CONSTANT);

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

  /**
   * A Markdown table of all tasks and policies, one row per task.
   *
   * @param progress is told what is measured next
   */
  public static String table(int episodes, long seed, Consumer<String> progress) {
    StringBuilder text = new StringBuilder();
    text.append("| task | random | zero | constant +1 | feedback | feedback rule | oracle |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (String task : ControlTasks.names()) {
      progress.accept(task);
      text.append("| ").append(task);
      for (String policy : BLIND) {
        text.append(cell(task, policy, episodes, seed));
      }
      text.append(cell(task, TrivialPolicies.FEEDBACK, episodes, seed));
      text.append(" | ").append(TrivialPolicies.feedbackRule(task));
      boolean hasOracle = TrivialPolicies.names(task).contains(TrivialPolicies.ORACLE);
      text.append(hasOracle ? cell(task, TrivialPolicies.ORACLE, episodes, seed) : " | ");
      text.append(" |\n");
    }
    return text.toString();
  }

  /**
   * A Markdown table of any tasks with continuous actions, under the policies that know nothing of
   * the task.
   *
   * @param registry makes the environments
   * @param options how, and the seed of initial states and random actions
   * @param progress is told what is measured next
   * @throws IllegalArgumentException if a task does not exist, cannot run here or takes one of n
   *     actions
   */
  public static String table(
      Registry registry,
      List<String> tasks,
      int episodes,
      EnvironmentOptions options,
      Consumer<String> progress) {
    StringBuilder text =
        new StringBuilder("| task | random | zero | constant +1 |\n|---|---|---|---|\n");
    for (String task : tasks) {
      text.append("| ").append(registry.task(task).name());
      for (String policy : BLIND) {
        progress.accept(task + ", " + policy);
        try (Environment environment = registry.make(task, options)) {
          Spec action = environment.spec().action();
          if (action instanceof Spec.Discrete) {
            throw new IllegalArgumentException(
                "task '" + task + "' takes one of " + action.size() + " actions: no force is zero");
          }
          Policy<RandomPolicy.None> acting =
              TrivialPolicies.of(task, policy, action, ~options.seed());
          text.append(cell(ReturnStatistics.measure(environment, acting, episodes)));
        }
      }
      text.append(" |\n");
    }
    return text.toString();
  }

  private static String cell(String task, String policy, int episodes, long seed) {
    return cell(measure(task, policy, episodes, seed));
  }

  private static String cell(ReturnStatistics result) {
    return String.format(Locale.ROOT, " | %.1f ± %.1f", result.mean(), result.std());
  }
}
