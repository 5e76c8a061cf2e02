package org.dreamer4j.envs.arcade;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.Spec;
import org.dreamer4j.envs.ReturnStatistics;
import org.dreamer4j.envs.TrivialReturns;

/**
 * Policies for {@code catch}: those that any learned one must beat, the one it may come close to,
 * and what they earn.
 */
public final class CatchPolicies {
  /** Uniform over the three actions. */
  public static final String RANDOM = "random";

  /** Always left. */
  public static final String LEFT = "left";

  /** Never moves. */
  public static final String STAY = "stay";

  /** Always right. */
  public static final String RIGHT = "right";

  /** {@link CatchOracle}. */
  public static final String ORACLE = "oracle";

  private CatchPolicies() {}

  /** All of them. */
  public static List<String> names() {
    return List.of(RANDOM, LEFT, STAY, RIGHT, ORACLE);
  }

  /**
   * A policy by its name.
   *
   * @param seed of the random policy
   * @throws IllegalArgumentException if there is no such policy
   */
  public static Policy<RandomPolicy.None> of(String policy, long seed) {
    return switch (policy) {
      case RANDOM -> new RandomPolicy(new Spec.Discrete(3), seed);
      case LEFT -> new Always(action(-1));
      case STAY -> new Always(action(0));
      case RIGHT -> new Always(action(1));
      case ORACLE -> new CatchOracle();
      default -> throw new IllegalArgumentException("no policy '" + policy + "' among " + names());
    };
  }

  /**
   * What a policy earns; divided by {@link CatchEnvironment#BALLS} it is the share of balls caught.
   *
   * @param episodes how many games, at least 1
   * @param seed of the games and of random actions
   * @throws IllegalArgumentException if there is no such policy or no episode
   */
  public static ReturnStatistics measure(String policy, int episodes, long seed) {
    try (Environment environment = new CatchEnvironment(seed)) {
      return ReturnStatistics.measure(environment, of(policy, ~seed), episodes);
    }
  }

  /**
   * Runs all of them.
   *
   * @param episodes how many games each, at least 1
   * @param seed of the games and of random actions
   * @throws IllegalArgumentException if there is no episode
   */
  public static TrivialReturns measureAll(int episodes, long seed) {
    Map<String, ReturnStatistics> returns = new LinkedHashMap<>();
    for (String policy : names()) {
      returns.put(policy, measure(policy, episodes, seed));
    }
    return new TrivialReturns(ArcadeProvider.CATCH, returns, "");
  }

  /** A one-hot action that moves the paddle by -1, 0 or 1 columns. */
  static float[] action(int move) {
    float[] action = new float[3];
    action[CatchEnvironment.STAY + move] = 1;
    return action;
  }

  private record Always(float[] action) implements Policy<RandomPolicy.None> {
    @Override
    public RandomPolicy.None initialState() {
      return RandomPolicy.None.NONE;
    }

    @Override
    public Decision<RandomPolicy.None> act(RandomPolicy.None state, Observation observation) {
      return new Decision<>(action.clone(), state);
    }
  }
}
