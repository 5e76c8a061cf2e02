package org.dreamer4j.models;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Lets an agent predict what it has not seen, with its present weights: a way to judge the world
 * model. Owns nothing; usable until the agent is closed, from several threads.
 */
public final class OpenLoop {
  private final Gate gate;
  private final Session session;
  private final OpenLoopGraph graph;
  private final OpenLoopGraph.Size size;
  private final int actionSize;

  OpenLoop(
      Gate gate, Session session, OpenLoopGraph graph, OpenLoopGraph.Size size, int actionSize) {
    this.gate = gate;
    this.session = session;
    this.graph = graph;
    this.size = size;
    this.actionSize = actionSize;
  }

  /** T, rows of a sequence. */
  public int length() {
    return size.length();
  }

  /** Rows that are seen. */
  public int context() {
    return size.context();
  }

  /** K, steps imagined under the actor. */
  public int horizon() {
    return size.horizon();
  }

  /**
   * Predicts N sequences.
   *
   * @param image uint8 [N, T, 64, 64, C]
   * @param action [N, T, A]; action t led to image t, the first one may be all zero
   * @param samples over which rewards, values and pcont are averaged where rows are not seen
   * @throws IllegalArgumentException if the arrays do not hold the same number of whole sequences,
   *     or no sample is asked for
   * @throws IllegalStateException if the agent is closed
   */
  public Dream predict(byte[] image, float[] action, int samples) {
    return gate.use(() -> predictOpen(image, action, samples));
  }

  private Dream predictOpen(byte[] image, float[] action, int samples) {
    int count = action.length / (size.length() * actionSize);
    if (count < 1 || action.length != count * size.length() * actionSize) {
      throw new IllegalArgumentException(
          "actions: expected sequences of %d x %d floats, got %d floats"
              .formatted(size.length(), actionSize, action.length));
    }
    long channels = graph.image().shape().get(4);
    if (image.length != channels * 64 * 64 * size.length() * count) {
      throw new IllegalArgumentException(
          "images: expected %d x %d images of 64 x 64 x %d bytes, got %d bytes"
              .formatted(count, size.length(), channels, image.length));
    }
    if (samples < 1) {
      throw new IllegalArgumentException("samples must be at least 1, got " + samples);
    }
    try (TUint8 images = Tensors.bytes(image, count, size.length(), 64, 64, channels);
        TFloat32 actions = Tensors.floats(action, count, size.length(), actionSize)) {
      List<Operand<TFloat32>> scalars = averaged();
      List<Operand<TFloat32>> all = new ArrayList<>(scalars);
      all.add(graph.closed().reward());
      all.add(graph.closed().value());
      all.add(graph.closed().pcont());
      all.add(graph.open().image());
      all.add(graph.closed().image());
      all.add(graph.imaginedAction());
      all.add(graph.spread());
      List<float[]> out = run(images, actions, all);
      for (int i = 1; i < samples; i++) {
        add(out, run(images, actions, scalars));
      }
      out.subList(0, scalars.size()).forEach(sum -> divide(sum, samples));
      return new Dream(
          new Dream.Rows(out.get(8), out.get(0), out.get(1), out.get(2)),
          new Dream.Rows(out.get(9), out.get(5), out.get(6), out.get(7)),
          new Dream.Imagined(out.get(3), out.get(4), out.get(10)),
          states(out.get(11)));
    }
  }

  private static Dream.States states(float[] spread) {
    return new Dream.States(spread[0], spread[1], spread[2], spread[3], spread[4]);
  }

  /** What depends on images of the context only, so that another sample is cheap. */
  private List<Operand<TFloat32>> averaged() {
    return List.of(
        graph.open().reward(),
        graph.open().value(),
        graph.open().pcont(),
        graph.imaginedReward(),
        graph.imaginedValue());
  }

  private List<float[]> run(TUint8 image, TFloat32 action, List<Operand<TFloat32>> fetches) {
    Session.Runner runner =
        session.runner().feed(graph.image(), image).feed(graph.action(), action);
    fetches.forEach(runner::fetch);
    List<float[]> out = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < fetches.size(); i++) {
        out.add(Tensors.toFloats(result.get(i)));
      }
    }
    return out;
  }

  private static void add(List<float[]> sums, List<float[]> more) {
    for (int i = 0; i < more.size(); i++) {
      for (int j = 0; j < more.get(i).length; j++) {
        sums.get(i)[j] += more.get(i)[j];
      }
    }
  }

  private static void divide(float[] sum, int samples) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= samples;
    }
  }
}
