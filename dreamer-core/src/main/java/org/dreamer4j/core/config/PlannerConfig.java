package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.Locale;

/** How planners search for actions in the model. */
public record PlannerConfig(
    @Setting(value = "12", unit = "steps", about = "Length of plans.") int plannerHorizon,
    @Setting(value = "reward_value", about = "What plans are rated by.") Objective plannerObjective,
    @Setting(
            value = "planner_objective",
            about = "What plans of training episodes are rated by.",
            noneIs = "planner_objective")
        Objective trainPlannerObjective,
    @Setting(
            value = "planner_objective",
            about = "What plans of test episodes are rated by.",
            noneIs = "planner_objective")
        Objective testPlannerObjective,
    @Setting(value = "1000", about = "Plans that are tried at once.") int plannerBeams,
    @Setting(value = "10", about = "Rounds of the cross-entropy method.") int plannerIterations,
    @Setting(value = "100", about = "Best plans that the next round is fitted to.") int plannerTopk,
    @Setting(value = "0.99", about = "Discount of objective reward_value.") double plannerDiscount,
    @Setting(value = "0.95", about = "Lambda of objective reward_value.") double plannerLambda,
    @Setting(
            value = "0",
            unit = "sequences",
            about = "Training over which values gain full weight.")
        long objectiveValueRamp,
    @Setting(value = "0.0", about = "Weight of entropy in the objective.", used = false)
        double objectiveEntropyScale,
    @Setting(
            value = "1.0",
            about = "Standard deviation of the first plans, before they are clipped to -1 and 1.",
            origin = OURS)
        double plannerInitStd) {

  /** Ways to choose an action. */
  public enum Planner {
    /** A sample of the actor's distribution. */
    POLICY_SAMPLE,
    /** The most likely action of the actor's distribution. */
    POLICY_MODE,
    /** The cross-entropy method: plans are refitted to the best of them. */
    CEM,
    /** The best of random plans. */
    SHOOTING;

    /** Whether the actor chooses. */
    public boolean usesActor() {
      return this == POLICY_SAMPLE || this == POLICY_MODE;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Ratings of plans. */
  public enum Objective {
    /** The rating of the key planner_objective. */
    PLANNER_OBJECTIVE,
    /** The sum of predicted rewards. */
    REWARD,
    /** The lambda return of predicted rewards and values. */
    REWARD_VALUE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public PlannerConfig {
    Checks.positive("planner_horizon", plannerHorizon);
    Checks.positive("planner_beams", plannerBeams);
    Checks.positive("planner_iterations", plannerIterations);
    Checks.within("planner_topk", plannerTopk, 1, plannerBeams);
    Checks.within("planner_discount", plannerDiscount, 0, 1);
    Checks.within("planner_lambda", plannerLambda, 0, 1);
    Checks.above("planner_init_std", plannerInitStd, 0);
    if (plannerObjective == Objective.PLANNER_OBJECTIVE) {
      throw new IllegalArgumentException("planner_objective knows reward and reward_value");
    }
  }

  /** What plans of training episodes are rated by. */
  public Objective trainObjective() {
    return orCommon(trainPlannerObjective);
  }

  /** What plans of test episodes are rated by. */
  public Objective testObjective() {
    return orCommon(testPlannerObjective);
  }

  private Objective orCommon(Objective own) {
    return own == Objective.PLANNER_OBJECTIVE ? plannerObjective : own;
  }
}
