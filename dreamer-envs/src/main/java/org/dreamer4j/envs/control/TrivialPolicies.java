package org.dreamer4j.envs.control;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.Spec;

/**
 * Policies that any learned one must beat, and one simple feedback rule per task. They read the
 * observation vectors, never the image.
 */
public final class TrivialPolicies {
  /** Uniform over the action's bounds. */
  public static final String RANDOM = "random";

  /** No force at all. */
  public static final String ZERO = "zero";

  /** Full force in the positive direction. */
  public static final String CONSTANT = "constant";

  /** One simple rule: the sign of a velocity, or a proportional-derivative rule. */
  public static final String FEEDBACK = "feedback";

  /** {@link QuickstartOracle}; for the quick-start task only. */
  public static final String ORACLE = "oracle";

  private TrivialPolicies() {}

  /** The policies that a task has. */
  public static List<String> names(String task) {
    return task.equals(ControlTasks.QUICKSTART)
        ? List.of(RANDOM, ZERO, CONSTANT, FEEDBACK, ORACLE)
        : List.of(RANDOM, ZERO, CONSTANT, FEEDBACK);
  }

  /**
   * A policy by its name.
   *
   * @param task name of the task, which decides about the feedback rule
   * @param action spec of the task's action
   * @param seed of the random policy
   * @throws IllegalArgumentException if the task has no such policy
   */
  public static Policy<RandomPolicy.None> of(String task, String policy, Spec action, long seed) {
    if (!names(task).contains(policy)) {
      throw new IllegalArgumentException(
          "no policy '" + policy + "' for " + task + " among " + names(task));
    }
    return switch (policy) {
      case RANDOM -> new RandomPolicy(action, seed);
      case ZERO -> new Rule(observation -> new float[action.size()]);
      case CONSTANT -> new Rule(observation -> ones(action.size()));
      case ORACLE -> new QuickstartOracle();
      default -> new Rule(feedback(task));
    };
  }

  /** What the feedback rule of a task does, in a few words. */
  static String feedbackRule(String task) {
    return switch (family(task)) {
      case "cartpole_balance" -> "PD on pole and cart";
      case "cartpole_swingup" -> "PD when upright, else sign(angular velocity * cosine)";
      case "acrobot" -> "sign(elbow velocity)";
      case "reacher" -> "force towards the target minus damping";
      default -> "sign(velocity)";
    };
  }

  private static Function<Observation, float[]> feedback(String task) {
    return switch (family(task)) {
      case "cartpole_balance" -> TrivialPolicies::balance;
      case "cartpole_swingup" -> TrivialPolicies::swingUp;
      case "acrobot" -> observation -> new float[] {sign(observation.get("velocity").get(1))};
      case "reacher" -> TrivialPolicies::reach;
      default -> observation -> new float[] {sign(observation.get("velocity").get(0))};
    };
  }

  private static String family(String task) {
    if (task.startsWith("cartpole_balance")) {
      return "cartpole_balance";
    }
    if (task.startsWith("cartpole_swingup")) {
      return "cartpole_swingup";
    }
    return task.substring(0, task.indexOf('_'));
  }

  private static float[] balance(Observation observation) {
    Array position = observation.get("position");
    Array velocity = observation.get("velocity");
    double lean = 3 * position.get(2) + 0.6 * velocity.get(1);
    return new float[] {clip(lean + 0.1 * position.get(0) + 0.2 * velocity.get(0))};
  }

  private static float[] swingUp(Observation observation) {
    double cosine = observation.get("position").get(1);
    if (cosine > 0.9) {
      return balance(observation);
    }
    return new float[] {sign(-cosine * observation.get("velocity").get(1))};
  }

  /** The joint torques of a spring between finger and target (Jacobian transpose). */
  private static float[] reach(Observation observation) {
    Array position = observation.get("position");
    Array gap = observation.get("to_target");
    Array velocity = observation.get("velocity");
    double shoulder = position.get(0);
    double both = shoulder + position.get(1);
    double handX = 0.12 * Math.cos(both);
    double handY = 0.12 * Math.sin(both);
    double armX = 0.12 * Math.cos(shoulder) + handX;
    double armY = 0.12 * Math.sin(shoulder) + handY;
    double[] torque = {
      armX * gap.get(1) - armY * gap.get(0), handX * gap.get(1) - handY * gap.get(0)
    };
    float[] action = new float[2];
    for (int i = 0; i < 2; i++) {
      action[i] = clip(40 * torque[i] - 0.1 * velocity.get(i));
    }
    return action;
  }

  static Policy.Decision<RandomPolicy.None> decide(double action) {
    return new Policy.Decision<>(new float[] {clip(action)}, RandomPolicy.None.NONE);
  }

  private static float clip(double value) {
    return (float) Math.max(-1, Math.min(1, value));
  }

  /** 1 for zero as well, so that a resting mechanism starts to move. */
  private static float sign(double value) {
    return value < 0 ? -1 : 1;
  }

  private static float[] ones(int size) {
    float[] action = new float[size];
    Arrays.fill(action, 1);
    return action;
  }

  private record Rule(Function<Observation, float[]> rule) implements Policy<RandomPolicy.None> {
    @Override
    public RandomPolicy.None initialState() {
      return RandomPolicy.None.NONE;
    }

    @Override
    public Decision<RandomPolicy.None> act(RandomPolicy.None state, Observation observation) {
      return new Decision<>(rule.apply(observation), state);
    }
  }
}
