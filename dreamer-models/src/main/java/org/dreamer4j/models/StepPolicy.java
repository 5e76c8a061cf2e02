package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.RunOptions;

/**
 * Acts by running an acting step; one graph call for all environments. Owns nothing.
 *
 * <p>Throws IllegalArgumentException for an observation or a state of another size, and
 * IllegalStateException once the gate before the session is closed.
 */
public final class StepPolicy implements Policy<AgentState> {
  /** What a step is fed beside observations and states. */
  @FunctionalInterface
  public interface Extras {
    /**
     * Feeds it for one call.
     *
     * @param rows N, environments of this call
     */
    void feed(Feeds feeds, int rows);
  }

  /**
   * Operations run one after the other on the caller's thread, each on all cores: handing small
   * ones from thread to thread takes longer than what a chain of them gains.
   */
  private static final RunOptions ON_CALLERS_THREAD =
      RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  private final Gate gate;
  private final Session session;
  private final ActingStep step;
  private final Extras extras;
  private final int sampleSize;
  private final int beliefSize;
  private final int actionSize;

  /**
   * A policy.
   *
   * @param gate before the session
   * @param session that runs the step
   * @param step of the session's graph
   * @param extras what every call is fed
   */
  public StepPolicy(Gate gate, Session session, ActingStep step, Extras extras) {
    this.gate = gate;
    this.session = session;
    this.step = step;
    this.extras = extras;
    // Asked for once: a closed graph has no shapes.
    this.sampleSize = step.sampleSize();
    this.beliefSize = step.beliefSize();
    this.actionSize = step.actionSize();
  }

  @Override
  public AgentState initialState() {
    return new AgentState(new float[sampleSize], new float[beliefSize], new float[actionSize]);
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
    return gate.use(() -> actOpen(states, observations));
  }

  private List<Decision<AgentState>> actOpen(
      List<AgentState> states, List<Observation> observations) {
    int rows = states.size();
    try (Feeds feeds = new Feeds(session.runner().setOptions(ON_CALLERS_THREAD))) {
      observe(feeds, observations);
      feeds.floats(
          step.sample(), "sample of the state", sampleSize, rows, i -> states.get(i).sample());
      feeds.floats(
          step.belief(), "belief of the state", beliefSize, rows, i -> states.get(i).belief());
      feeds.floats(
          step.action(), "action of the state", actionSize, rows, i -> states.get(i).action());
      extras.feed(feeds, rows);
      try (Result result =
          feeds
              .runner()
              .fetch(step.chosen())
              .fetch(step.nextSample())
              .fetch(step.nextBelief())
              .run()) {
        return decisions(rows, result);
      }
    }
  }

  private void observe(Feeds feeds, List<Observation> observations) {
    int rows = observations.size();
    if (step.image() != null) {
      feeds.images(step.image(), rows, i -> observations.get(i).image());
    }
    step.vectors()
        .forEach(
            (key, operand) ->
                feeds.floats(
                    operand,
                    "'" + key + "' of the observation",
                    ActingStep.width(operand),
                    rows,
                    i -> observations.get(i).get(key).toFloats()));
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
              new AgentState(row(samples, i, sampleSize), row(beliefs, i, beliefSize), chosen)));
    }
    return out;
  }

  private static float[] row(float[] rows, int index, int size) {
    return Arrays.copyOfRange(rows, index * size, (index + 1) * size);
  }
}
