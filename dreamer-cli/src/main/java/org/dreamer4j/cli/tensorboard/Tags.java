package org.dreamer4j.cli.tensorboard;

import java.util.List;
import java.util.Map;

/**
 * Where google-research/dreamer puts its figures in TensorBoard. What it does not have stands under
 * {@code dreamer/}.
 */
final class Tags {
  private static final String SUMMARIES = "graph/summaries/";
  private static final String GENERAL = SUMMARIES + "general/";
  private static final String CLOSED_LOOP = SUMMARIES + "closedloop/state/";
  private static final String TEST = "test";

  static final String STEP = GENERAL + "step";
  static final String STEPS_PER_SECOND = GENERAL + "steps_per_second";
  static final String SECONDS_PER_STEP = GENERAL + "seconds_per_step";
  static final String SCORE = "trainer/graph/phase_test/cond_2/trainer/test/score";
  static final String OPEN_LOOP = SUMMARIES + "openloop/image/gif";

  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("model_loss", GENERAL + "objectives/model"),
          Map.entry("actor_loss", GENERAL + "objectives/action"),
          Map.entry("value_loss", GENERAL + "objectives/value"),
          Map.entry("model_grad_norm", optimizer("model")),
          Map.entry("actor_grad_norm", optimizer("action")),
          Map.entry("value_grad_norm", optimizer("value")),
          Map.entry("prior_ent", CLOSED_LOOP + "prior_entropy"),
          Map.entry("post_ent", CLOSED_LOOP + "posterior_entropy"),
          Map.entry("div", CLOSED_LOOP + "divergence"),
          Map.entry("train/episodes", GENERAL + "train_dataset/episodes"));

  private Tags() {}

  private static String optimizer(String name) {
    return "graph/optimizer_" + name + "/cond_1/optimizer_" + name + "/grad_norm";
  }

  /** Whether a figure is one of tests. */
  static boolean isOfTest(String figure) {
    return figure.startsWith(TEST + "/") || figure.startsWith(TEST + "_");
  }

  /**
   * The tag of a figure.
   *
   * @param figure its name in metrics.jsonl
   * @param tasks of the run; one alone is not part of its simulations' names
   */
  static String of(String figure, List<String> tasks) {
    String known = KNOWN.get(figure);
    if (known != null) {
      return known;
    }
    int slash = figure.indexOf('/');
    if (slash < 0) {
      return "dreamer/" + figure;
    }
    String name = figure.substring(0, slash);
    String simulation = name.contains("_") ? name : name + "_main_" + tasks.get(0);
    return simulation(simulation, tasks) + figure.substring(slash + 1);
  }

  /** The tag of a test episode's animation. */
  static String episode(String task) {
    return simulation(TEST + "_main_" + task, List.of(task)) + "gif";
  }

  /**
   * The folder of a simulation's figures.
   *
   * @param name phase, plan and task, e.g. {@code train_main_walker_run}
   */
  private static String simulation(String name, List<String> tasks) {
    if (!isOfTest(name)) {
      return "graph/collection/should_collect_" + name + "/" + name + "/";
    }
    String task =
        tasks.stream().filter(one -> name.endsWith("_" + one)).findFirst().orElse(tasks.get(0));
    return "simulation/should_simulate_" + task + "/" + name + "/";
  }
}
