package org.dreamer4j.envs.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.ReturnStatistics;
import org.dreamer4j.envs.TrivialReturns;

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
   * Runs every policy on every embedded task.
   *
   * @param episodes of each, at least 1
   * @param seed of initial states and random actions
   * @param progress is told what is measured next
   * @throws IllegalArgumentException if there is no episode
   */
  public static List<TrivialReturns> measureAll(
      int episodes, long seed, Consumer<String> progress) {
    List<TrivialReturns> all = new ArrayList<>();
    for (String task : ControlTasks.names()) {
      progress.accept(task);
      Map<String, ReturnStatistics> returns = new LinkedHashMap<>();
      for (String policy : TrivialPolicies.names(task)) {
        returns.put(policy, measure(task, policy, episodes, seed));
      }
      all.add(new TrivialReturns(task, returns, TrivialPolicies.feedbackRule(task)));
    }
    return all;
  }

  /**
   * Runs the policies that know nothing of a task on any tasks with continuous actions.
   *
   * @param registry makes the environments
   * @param episodes of each policy and task, at least 1
   * @param options how, and the seed of initial states and random actions
   * @param progress is told what is measured next
   * @throws IllegalArgumentException if a task does not exist, cannot run here or takes one of n
   *     actions, or there is no episode
   */
  public static List<TrivialReturns> measureAll(
      Registry registry,
      List<String> tasks,
      int episodes,
      EnvironmentOptions options,
      Consumer<String> progress) {
    List<TrivialReturns> all = new ArrayList<>();
    for (String task : tasks) {
      Map<String, ReturnStatistics> returns = new LinkedHashMap<>();
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
          returns.put(policy, ReturnStatistics.measure(environment, acting, episodes));
        }
      }
      all.add(new TrivialReturns(registry.task(task).name(), returns, ""));
    }
    return all;
  }
}
