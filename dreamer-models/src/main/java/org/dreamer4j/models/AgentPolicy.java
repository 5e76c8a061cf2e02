package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.config.ModelConfig;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * Acts with the agent's present weights; one graph call for all environments.
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

  private final Supplier<Session> session;
  private final PolicyGraph graph;
  private final ModelConfig sizes;
  private final int actionSize;
  private final Choice choice;

  /**
   * A policy.
   *
   * @throws IllegalArgumentException if there are factors of noise, but not one for each action
   */
  AgentPolicy(
      Supplier<Session> session,
      PolicyGraph graph,
      ModelConfig sizes,
      int actionSize,
      Choice choice) {
    if (!choice.factors().isEmpty() && choice.factors().size() != actionSize) {
      throw new IllegalArgumentException(
          "train_action_noise_factors has %d elements, the environment takes %d actions"
              .formatted(choice.factors().size(), actionSize));
    }
    this.session = session;
    this.graph = graph;
    this.sizes = sizes;
    this.actionSize = actionSize;
    this.choice = choice;
  }

  @Override
  public AgentState initialState() {
    return new AgentState(
        new float[sizes.stateSize()], new float[sizes.modelSize()], new float[actionSize]);
  }

  @Override
  public Decision<AgentState> act(AgentState state, Observation observation) {
    return act(List.of(state), List.of(observation)).get(0);
  }

  @Override
  public List<Decision<AgentState>> act(List<AgentState> states, List<Observation> observations) {
    int rows = states.size();
    if (observations.size() != rows) {
      throw new IllegalArgumentException(
          "got " + rows + " states for " + observations.size() + " observations");
    }
    try (Feeds feeds = new Feeds(session.get().runner())) {
      observe(feeds, observations);
      feeds.floats(
          graph.sample(),
          "sample of the state",
          sizes.stateSize(),
          rows,
          i -> states.get(i).sample());
      feeds.floats(
          graph.belief(),
          "belief of the state",
          sizes.modelSize(),
          rows,
          i -> states.get(i).belief());
      feeds.floats(
          graph.action(), "action of the state", actionSize, rows, i -> states.get(i).action());
      feeds.feed(graph.scale(), Tensors.floats(scale(), actionSize));
      if (choice.valueWeight() != null) {
        feeds.feed(choice.valueWeight(), TFloat32.scalarOf((float) choice.weight().getAsDouble()));
      }
      try (Result result =
          feeds
              .runner()
              .fetch(choice.action())
              .fetch(graph.next().sample())
              .fetch(graph.next().belief())
              .run()) {
        return decisions(rows, result);
      }
    }
  }

  private void observe(Feeds feeds, List<Observation> observations) {
    int rows = observations.size();
    if (graph.image() != null) {
      feeds.images(graph.image(), rows, i -> observations.get(i).image());
    }
    graph
        .vectors()
        .forEach(
            (key, placeholder) ->
                feeds.floats(
                    placeholder,
                    "'" + key + "' of the observation",
                    Math.toIntExact(placeholder.shape().get(1)),
                    rows,
                    i -> observations.get(i).get(key).toFloats()));
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

  private List<Decision<AgentState>> decisions(int rows, Result result) {
    float[] actions = Tensors.toFloats(result.get(0));
    float[] samples = Tensors.toFloats(result.get(1));
    float[] beliefs = Tensors.toFloats(result.get(2));
    List<Decision<AgentState>> out = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      float[] chosen = row(actions, i, actionSize);
      out.add(
          new Decision<>(
              chosen,
              new AgentState(
                  row(samples, i, sizes.stateSize()), row(beliefs, i, sizes.modelSize()), chosen)));
    }
    return out;
  }

  private static float[] row(float[] rows, int index, int size) {
    return Arrays.copyOfRange(rows, index * size, (index + 1) * size);
  }
}
