package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.config.ActingConfig.Planner;
import org.dreamer4j.core.config.ModelConfig;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Acts with the agent's present weights; one graph call for all environments.
 *
 * <p>Throws IllegalArgumentException for an observation or a state of another size, and
 * IllegalStateException once the agent is closed.
 */
final class AgentPolicy implements Policy<AgentState> {
  private static final int PIXELS = 64 * 64 * 3;

  private final Supplier<Session> session;
  private final PolicyGraph graph;
  private final ModelConfig sizes;
  private final int actionSize;
  private final Operand<TFloat32> action;
  private final DoubleSupplier exploration;

  AgentPolicy(
      Supplier<Session> session,
      PolicyGraph graph,
      ModelConfig sizes,
      int actionSize,
      Planner planner,
      DoubleSupplier exploration) {
    this.session = session;
    this.graph = graph;
    this.sizes = sizes;
    this.actionSize = actionSize;
    this.action = planner == Planner.POLICY_MODE ? graph.mode() : graph.sampled();
    this.exploration = exploration;
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
    int samples = sizes.stateSize();
    int beliefs = sizes.modelSize();
    byte[] images = new byte[rows * PIXELS];
    float[] sample = new float[rows * samples];
    float[] belief = new float[rows * beliefs];
    float[] previous = new float[rows * actionSize];
    for (int i = 0; i < rows; i++) {
      copyImage(observations.get(i).image(), images, i);
      copy("sample of the state", states.get(i).sample(), sample, i, samples);
      copy("belief of the state", states.get(i).belief(), belief, i, beliefs);
      copy("action of the state", states.get(i).action(), previous, i, actionSize);
    }
    try (TUint8 image = Tensors.bytes(images, rows, 64, 64, 3);
        TFloat32 sampleTensor = Tensors.floats(sample, rows, samples);
        TFloat32 beliefTensor = Tensors.floats(belief, rows, beliefs);
        TFloat32 actionTensor = Tensors.floats(previous, rows, actionSize);
        TFloat32 noise = TFloat32.scalarOf((float) exploration.getAsDouble());
        Result result =
            session
                .get()
                .runner()
                .feed(graph.image(), image)
                .feed(graph.sample(), sampleTensor)
                .feed(graph.belief(), beliefTensor)
                .feed(graph.action(), actionTensor)
                .feed(graph.exploration(), noise)
                .fetch(action)
                .fetch(graph.nextSample())
                .fetch(graph.nextBelief())
                .run()) {
      return decisions(rows, result);
    }
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

  private static void copyImage(byte[] image, byte[] images, int row) {
    if (image.length != PIXELS) {
      throw new IllegalArgumentException(
          "image: expected 64 x 64 x 3 bytes, got " + image.length + " bytes");
    }
    System.arraycopy(image, 0, images, row * PIXELS, PIXELS);
  }

  private static void copy(String name, float[] values, float[] rows, int row, int size) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          name + ": expected " + size + " values, got " + values.length);
    }
    System.arraycopy(values, 0, rows, row * size, size);
  }

  private static float[] row(float[] rows, int index, int size) {
    float[] out = new float[size];
    System.arraycopy(rows, index * size, out, 0, size);
    return out;
  }
}
