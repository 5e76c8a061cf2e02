package org.dreamer4j.core.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dreamer4j.core.config.ActingConfig.NoiseType;
import org.dreamer4j.core.config.PlannerConfig.Objective;
import org.dreamer4j.core.config.PlannerConfig.Planner;

/**
 * Episodes that are collected again and again: an entry of {@code train_collects} or {@code
 * test_collects} with everything it leaves open taken from the keys of the run. Source:
 * google-research/dreamer {@code scripts/configs.py}.
 *
 * @param name of its figures: prefix and name, e.g. {@code train_main}
 * @param mode of the environment, train or test
 * @param giveRewards whether rewards are learned from
 * @param saveEpisodeDir folder of the episodes below the run's; empty for the phase's
 * @param numEnvs environments that are stepped together
 * @param episodes fewest episodes of a collection
 * @param steps fewest agent steps of a collection
 * @param after replayed sequences before the first collection
 * @param every replayed sequences between two collections
 * @param until replayed sequences from which on nothing is collected; none if not above 0
 * @param planner who acts
 * @param horizon length of plans
 * @param objective what plans are rated by
 * @param exploration noise on actions
 */
public record CollectPlan(
    String name,
    String mode,
    boolean giveRewards,
    Optional<String> saveEpisodeDir,
    int numEnvs,
    int episodes,
    int steps,
    long after,
    long every,
    long until,
    Planner planner,
    int horizon,
    Objective objective,
    Exploration exploration) {

  private static final String TRAIN = "train";
  private static final String TEST = "test";

  public CollectPlan {
    Checks.positive("num_envs of a collection", numEnvs);
    Checks.notNegative("num_episodes of a collection", episodes);
    Checks.notNegative("num_steps of a collection", steps);
    Checks.notNegative("steps_after of a collection", after);
    Checks.positive("steps_every of a collection", every);
    Checks.positive("horizon of a collection", horizon);
    if (!mode.equals(TRAIN) && !mode.equals(TEST)) {
      throw new IllegalArgumentException(
          "mode of a collection knows train and test, got '" + mode + "'");
    }
  }

  /** Collections of a training phase. */
  public static List<CollectPlan> train(DreamerConfig config) {
    return plans(config, TRAIN, config.schedule().trainCollects());
  }

  /** Collections of a test phase. */
  public static List<CollectPlan> test(DreamerConfig config) {
    return plans(config, TEST, config.schedule().testCollects());
  }

  private static List<CollectPlan> plans(
      DreamerConfig config, String phase, List<CollectConfig> entries) {
    List<CollectPlan> plans = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (CollectConfig entry : entries) {
      CollectPlan plan = plan(config, phase, entry);
      if (!names.add(plan.name())) {
        throw new IllegalArgumentException(
            "two entries of " + phase + "_collects are named '" + plan.name() + "'");
      }
      plans.add(plan);
    }
    return List.copyOf(plans);
  }

  private static CollectPlan plan(DreamerConfig config, String phase, CollectConfig entry) {
    boolean trains = phase.equals(TRAIN);
    ScheduleConfig schedule = config.schedule();
    ActingConfig acting = config.acting();
    int envs = entry.numEnvs().orElse(trains ? schedule.numEnvs() : 1);
    return new CollectPlan(
        entry.prefix().orElse(phase) + "_" + entry.name(),
        entry.mode().orElse(phase),
        entry.giveRewards(),
        entry.saveEpisodeDir(),
        envs,
        entry
            .numEpisodes()
            .orElse(trains ? schedule.episodesPerCollection() : schedule.testEpisodes()),
        entry.numSteps().orElse(trains ? schedule.collectSteps() : 1),
        entry.stepsAfter().orElse(schedule.collectEvery()),
        entry.stepsEvery().orElse(schedule.collectEvery()),
        entry.stepsUntil().orElse(-1),
        entry.planner().orElse(trains ? acting.trainPlanner() : acting.testPlanner()),
        entry.horizon().orElse(config.planner().plannerHorizon()),
        entry
            .objective()
            .orElse(trains ? config.planner().trainObjective() : config.planner().testObjective()),
        exploration(trains ? acting.trainExploration() : acting.testExploration(), entry));
  }

  private static Exploration exploration(Exploration common, CollectConfig entry) {
    NoiseType type = entry.actionNoiseType().orElse(common.type());
    if (type != common.type()) {
      throw new IllegalArgumentException(
          "action_noise_type of a collection must be the run's, " + common.type());
    }
    return new Exploration(
        type,
        entry.actionNoiseScale().orElse(common.scale()),
        entry.actionNoiseRamp().orElse(common.ramp()),
        entry.actionNoiseMin().orElse(common.min()),
        entry.actionNoiseFactors().orElse(common.factors()));
  }

  /**
   * Collections that should be done when so many sequences were replayed.
   *
   * @param step replayed sequences so far
   * @param batchSize sequences of an update
   */
  public long collections(long step, int batchSize) {
    long last = until > 0 ? Math.min(step, until - 1) : step;
    return last < after ? 0 : (last - after) / Math.max(every, batchSize) + 1;
  }

  /**
   * Replayed sequences from which on a collection should be done.
   *
   * @param number of the collection, the first being 1
   * @param batchSize sequences of an update
   * @return {@link Long#MAX_VALUE} if it never should
   */
  public long due(long number, int batchSize) {
    long step = after + (number - 1) * Math.max(every, batchSize);
    return step < 0 || (until > 0 && step >= until) ? Long.MAX_VALUE : step;
  }
}
