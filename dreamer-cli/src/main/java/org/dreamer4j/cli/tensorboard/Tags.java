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
  static final String IMAGES = GENERAL + "data/image/image/0";
  static final String OPEN_LOOP_STATE = SUMMARIES + "openloop/state/";
  static final String OPEN_LOOP_HEADS = SUMMARIES + "openloop/dist_summaries/";
  static final String OPEN_LOOP_VIDEO = SUMMARIES + "openloop/image/gif";
  static final String OPEN_LOOP_IMAGES = SUMMARIES + "openloop/image/prediction/image/0";

  private static final String LOSS = "_loss";
  private static final String GRAD_NORM = "_grad_norm";

  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("actor_loss", GENERAL + "objectives/action"),
          Map.entry("prior_ent", CLOSED_LOOP + "prior_entropy"),
          Map.entry("post_ent", CLOSED_LOOP + "posterior_entropy"),
          Map.entry("prior_std", CLOSED_LOOP + "prior_std"),
          Map.entry("post_std", CLOSED_LOOP + "posterior_std"),
          Map.entry("div", CLOSED_LOOP + "divergence"),
          Map.entry("train/episodes", GENERAL + "train_dataset/episodes"));

  private Tags() {}

  /** The tag of something about an optimizer. */
  static String optimizer(String name, String what) {
    return "graph/optimizer_" + name + "/cond_1/optimizer_" + name + "/" + what;
  }

  /** Whether a figure is the norm of an optimizer's gradients. */
  static boolean isGradientNorm(String figure) {
    return figure.endsWith(GRAD_NORM);
  }

  /**
   * The reference's name of an optimizer.
   *
   * @param figure the norm of its gradients
   */
  static String optimizerOf(String figure) {
    String name = figure.substring(0, figure.length() - GRAD_NORM.length());
    return name.equals("actor") ? "action" : name;
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
    if (figure.endsWith(LOSS)) {
      return GENERAL + "objectives/" + figure.substring(0, figure.length() - LOSS.length());
    }
    int slash = figure.indexOf('/');
    if (slash < 0) {
      return "dreamer/" + figure;
    }
    String name = figure.substring(0, slash);
    String simulation = name.contains("_") ? name : name + "_main_" + tasks.get(0);
    return simulation(simulation, tasks) + figure.substring(slash + 1);
  }

  /**
   * The tag of a test episode's animation.
   *
   * @param figure the episode's return in metrics.jsonl
   */
  static String animation(String figure, List<String> tasks) {
    String tag = of(figure, tasks);
    return tag.substring(0, tag.lastIndexOf('/') + 1) + "gif";
  }

  /** The tag of a variable's values. */
  static String weights(String variable) {
    return "weights/" + variable;
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
