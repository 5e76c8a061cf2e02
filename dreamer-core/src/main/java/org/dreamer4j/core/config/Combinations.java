package org.dreamer4j.core.config;

import java.util.Locale;
import org.dreamer4j.core.config.ActingConfig.NoiseType;
import org.dreamer4j.core.config.BehaviorConfig.Source;
import org.dreamer4j.core.config.PlannerConfig.Objective;
import org.dreamer4j.core.config.PlannerConfig.Planner;

/** Values that fit by themselves and make no sense together. */
final class Combinations {
  /** The groups of keys that depend on each other. */
  record Parts(
      DataConfig data,
      HeadsConfig heads,
      LossConfig loss,
      BehaviorConfig behavior,
      ScheduleConfig schedule,
      ActingConfig acting,
      PlannerConfig planner) {}

  private final Parts config;
  private final HeadsConfig heads;

  private Combinations(Parts config) {
    this.config = config;
    this.heads = config.heads();
  }

  /**
   * Refuses combinations that make no sense.
   *
   * @throws IllegalArgumentException saying which keys and why
   */
  static void check(Parts config) {
    Combinations combinations = new Combinations(config);
    ActingConfig acting = config.acting();
    combinations.planner("train_planner", acting.trainPlanner(), config.planner().trainObjective());
    combinations.planner("test_planner", acting.testPlanner(), config.planner().testObjective());
    combinations.imagination();
    combinations.heads();
    combinations.noise("", acting.actionNoiseType(), acting.trainActionNoise());
    combinations.noise("", acting.actionNoiseType(), acting.testActionNoise());
    for (CollectConfig collect : config.schedule().trainCollects()) {
      combinations.collection(
          "train_collects: ", collect, acting.trainPlanner(), config.planner().trainObjective());
      combinations.noise("train_collects: ", collect, acting.trainActionNoise());
    }
    for (CollectConfig collect : config.schedule().testCollects()) {
      combinations.collection(
          "test_collects: ", collect, acting.testPlanner(), config.planner().testObjective());
      combinations.noise("test_collects: ", collect, acting.testActionNoise());
    }
  }

  private void collection(
      String list, CollectConfig collect, Planner planner, Objective objective) {
    Objective own = collect.objective().orElse(objective);
    planner(
        list + "planner",
        collect.planner().orElse(planner),
        own == Objective.PLANNER_OBJECTIVE ? objective : own);
  }

  /** Refuses episodes too short to draw sequences from. */
  static void checkEpisodes(DataConfig data, TaskConfig task) {
    require(
        task.maxLength() == 0 || task.maxLength() + 1 >= data.batchLength(),
        "max_length "
            + task.maxLength()
            + " gives episodes of fewer rows than the "
            + data.batchLength()
            + " of a sequence: lower batch_shape or raise max_length");
  }

  private void planner(String key, Planner planner, Objective objective) {
    if (planner.usesActor()) {
      require(heads.actionHead(), key + " " + planner + " needs an actor: set action_head: true");
      return;
    }
    require(
        !heads.actionHead() || !heads.actionHeadDist().isDiscrete(),
        key + " " + planner + " searches continuous actions, action_head_dist is one-hot");
    require(
        objective == Objective.REWARD || heads.valueHead(),
        key + " " + planner + " rates plans by reward_value, which needs value_head: true");
  }

  private void imagination() {
    BehaviorConfig behavior = config.behavior();
    int common = behavior.imaginationHorizon();
    int fewest = heads.valueHead() ? 2 : 1;
    int actor = common > 0 ? common : behavior.actionModelHorizon().orElse(0);
    require(
        !heads.actionHead() || behavior.actionSource() == Source.DATASET || actor >= fewest,
        "imagination_horizon "
            + common
            + " leaves the actor nothing to learn from: it takes at least "
            + fewest
            + ", or action_model_horizon in its place");
    require(
        !heads.valueHead() || common >= 2 || behavior.valueModelHorizon().isPresent(),
        "imagination_horizon "
            + common
            + " leaves the value nothing to learn from: it takes at least 2,"
            + " or value_model_horizon in its place");
    require(
        !heads.valueHead() || heads.actionHead(),
        "value_head: true needs the actor whose value it learns: set action_head: true");
    int skip = config.behavior().imaginationSkipLast();
    int length = config.data().batchLength();
    require(
        skip < length,
        "imagination_skip_last " + skip + " leaves nothing of a batch length of " + length);
    require(
        config.loss().overshootingScale() == 0 || config.loss().overshootingDistance() > 1,
        "overshooting_scale needs an overshooting_distance of at least 2");
  }

  private void heads() {
    require(
        heads.valueHead() || !heads.valueTargetHead(), "value_target_head needs value_head: true");
    require(
        heads.actionHead() || !heads.actionTargetHead(),
        "action_target_head needs action_head: true");
    boolean pcont = config.behavior().actionLossPcont() || config.behavior().valueLossPcont();
    require(
        !pcont || heads.hasPcont(),
        "action_loss_pcont and value_loss_pcont need a pcont head: add pcont to gradient_heads");
  }

  private void noise(String list, CollectConfig collect, double scale) {
    noise(
        list,
        collect.actionNoiseType().orElse(config.acting().actionNoiseType()),
        collect.actionNoiseScale().orElse(scale));
  }

  private void noise(String where, NoiseType type, double scale) {
    boolean greedy = type == NoiseType.EPSILON_GREEDY;
    require(
        !greedy || scale <= 1,
        where + "action_noise_scale of epsilon_greedy must lie in [0, 1], got " + scale);
    require(
        !heads.actionHead() || heads.actionHeadDist().isDiscrete() == greedy || scale == 0,
        where
            + "action_noise_type "
            + type
            + " does not fit action_head_dist "
            + heads.actionHeadDist().name().toLowerCase(Locale.ROOT)
            + ": one-hot actions take epsilon_greedy, others additive_normal");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
