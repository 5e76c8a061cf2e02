package org.dreamer4j.models;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * Acts with the agent's present weights, and explores.
 *
 * <p>Throws IllegalArgumentException for an observation or a state of another size, and
 * IllegalStateException once the agent is closed.
 */
final class AgentPolicy implements Policy<AgentState> {
  /**
   * How actions are chosen.
   *
   * @param action [N, A]
   * @param valueWeight where the weight of values in plans is fed; null without planner
   * @param noise scale of the exploration, asked at every step
   * @param factors of the noise on each action, or none
   * @param weight of values in plans, asked at every step
   */
  record Choice(
      Operand<TFloat32> action,
      @Nullable Operand<TFloat32> valueWeight,
      DoubleSupplier noise,
      List<Double> factors,
      DoubleSupplier weight) {}

  private final PolicyGraph graph;
  private final int actionSize;
  private final Choice choice;
  private final StepPolicy policy;

  /**
   * A policy.
   *
   * @throws IllegalArgumentException if there are factors of noise, but not one for each action
   */
  AgentPolicy(Gate gate, Session session, PolicyGraph graph, Choice choice) {
    this.graph = graph;
    this.choice = choice;
    ActingStep step = graph.step(choice.action());
    this.actionSize = step.actionSize();
    if (!choice.factors().isEmpty() && choice.factors().size() != actionSize) {
      throw new IllegalArgumentException(
          "train_action_noise_factors has %d elements, the environment takes %d actions"
              .formatted(choice.factors().size(), actionSize));
    }
    this.policy = new StepPolicy(gate, session, step, (feeds, rows) -> feedChoice(feeds));
  }

  @Override
  public AgentState initialState() {
    return policy.initialState();
  }

  @Override
  public Decision<AgentState> act(AgentState state, Observation observation) {
    return policy.act(state, observation);
  }

  @Override
  public List<Decision<AgentState>> act(List<AgentState> states, List<Observation> observations) {
    return policy.act(states, observations);
  }

  private void feedChoice(Feeds feeds) {
    feeds.feed(graph.scale(), Tensors.floats(scale(), actionSize));
    if (choice.valueWeight() != null) {
      feeds.feed(choice.valueWeight(), TFloat32.scalarOf((float) choice.weight().getAsDouble()));
    }
  }

  private float[] scale() {
    float noise = (float) choice.noise().getAsDouble();
    float[] scale = new float[actionSize];
    Arrays.fill(scale, noise);
    for (int i = 0; i < choice.factors().size(); i++) {
      scale[i] *= choice.factors().get(i).floatValue();
    }
    return scale;
  }
}
