package org.dreamer4j.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy.Decision;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The policy of a live agent, all its noise fed. */
public record LivePolicy(DreamerAgent agent) {
  /** Acts by the best of 100 samples; noise is by the names of the agent's graph. */
  public List<Decision<AgentState>> mode(
      List<AgentState> states, List<Observation> observations, Map<String, float[]> noise) {
    return act(agent.graph().policy().mode(), states, observations, noise);
  }

  /** Acts by a sample; noise is by the names of the agent's graph. */
  public List<Decision<AgentState>> sample(
      List<AgentState> states, List<Observation> observations, Map<String, float[]> noise) {
    return act(agent.graph().policy().sampled(), states, observations, noise);
  }

  private List<Decision<AgentState>> act(
      Optional<Operand<TFloat32>> action,
      List<AgentState> states,
      List<Observation> observations,
      Map<String, float[]> noise) {
    PolicyGraph graph = agent.graph().policy();
    ActingStep step = graph.step(action.orElseThrow());
    StepPolicy.Extras extras =
        (feeds, rows) -> {
          int size = step.actionSize();
          feeds.feed(graph.scale(), Tensors.floats(new float[size], size));
          noise.forEach(
              (name, values) -> {
                Operand<TFloat32> draw = agent.graph().noise().get(name);
                feeds.feed(draw, Tensors.floats(values, shape(draw.shape(), rows)));
              });
        };
    return new StepPolicy(agent.gate(), agent.session(), step, extras).act(states, observations);
  }

  private static long[] shape(Shape shape, int rows) {
    long[] sizes = shape.asArray();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = sizes[i] < 0 ? rows : sizes[i];
    }
    return sizes;
  }
}
