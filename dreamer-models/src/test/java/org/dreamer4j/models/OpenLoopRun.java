package org.dreamer4j.models;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.dist.PolicyDistribution;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Sequences and noise, the same in every instance, and what an agent's open loop makes of them. */
final class OpenLoopRun {
  static final int N = 2;
  static final int T = 6;
  static final int CONTEXT = 2;
  static final int K = 3;
  static final int A = 2;
  static final int S = 4;
  static final int D = 8;
  static final int PIXELS = 64 * 64 * 3;
  static final DreamerConfig CONFIG =
      DreamerConfig.resolve(
          Map.of(
              "batch_shape",
              List.of(N, T),
              "model_size",
              D,
              "state_size",
              S,
              "num_units",
              8,
              "conv_depth",
              2,
              "imagination_horizon",
              2));
  static final EnvironmentSpec SPEC =
      new EnvironmentSpec(Map.of("image", Spec.Image.RGB64), Spec.Box.of(A, -1, 1));

  final DreamerAgent agent;
  final byte[] images = new byte[N * T * PIXELS];
  final float[] actions;
  private final Random random = new Random(3);
  private final Map<String, float[]> noise = new LinkedHashMap<>();

  OpenLoopRun(DreamerAgent agent) {
    this.agent = agent;
    actions = normals(N * T * A, 0.5);
    random.nextBytes(images);
    float[] pixels = normals(images.length, 1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.abs(pixels[i] % 1) / 256;
    }
    noise.put("image", pixels);
    noise.put("prior", normals(T * N * S, 1));
    noise.put("posterior", normals(T * N * S, 1));
    noise.put("imagined", normals(K * N * S, 1));
    noise.put("action", normals(K * N * A, 1));
    noise.put("mode", normals(K * PolicyDistribution.SAMPLES * N * A, 1));
  }

  /** An agent that runs on one thread, so that equal inputs give equal bits. */
  static DreamerAgent agent() {
    return DreamerAgent.create(CONFIG, SPEC, new Execution(false, 1, Device.CPU));
  }

  OpenLoopGraph graph(int context, Planner planner) {
    return agent.openLoopGraph(new OpenLoopGraph.Size(T, context, K, planner));
  }

  List<float[]> run(
      OpenLoopGraph graph, int context, Planner planner, List<Operand<TFloat32>> fetches) {
    String scope = new OpenLoopGraph.Size(T, context, K, planner).scope();
    List<String> draws =
        List.of(
            "image",
            "prior",
            "posterior",
            "imagined",
            planner == Planner.POLICY_MODE ? "mode" : "action");
    try (TUint8 image = Tensors.bytes(images, N, T, 64, 64, 3);
        TFloat32 action = Tensors.floats(actions, N, T, A)) {
      Session.Runner runner =
          agent.session().runner().feed(graph.image(), image).feed(graph.action(), action);
      return run(runner, scope, draws, fetches);
    }
  }

  List<float[]> run(
      Session.Runner runner,
      String scope,
      List<String> draws,
      List<? extends Operand<TFloat32>> fetches) {
    List<TFloat32> fed =
        draws.stream().map(name -> Tensors.floats(noise.get(name), shape(name))).toList();
    for (int i = 0; i < draws.size(); i++) {
      runner.feed(agent.graph().noise().get(scope + draws.get(i)), fed.get(i));
    }
    fetches.forEach(runner::fetch);
    try (Result result = runner.run()) {
      return fetches.stream()
          .map(fetch -> Tensors.toFloats(result.get(fetches.indexOf(fetch))))
          .toList();
    } finally {
      fed.forEach(TFloat32::close);
    }
  }

  private static long[] shape(String name) {
    return switch (name) {
      case "image" -> new long[] {N, T, 64, 64, 3};
      case "action" -> new long[] {K, N, A};
      case "mode" -> new long[] {K, PolicyDistribution.SAMPLES, N, A};
      case "imagined" -> new long[] {K, N, S};
      default -> new long[] {T, N, S};
    };
  }

  static List<Operand<TFloat32>> parts(RssmState state) {
    return List.of(state.sample(), state.belief());
  }

  /** Samples [N, T, S] and beliefs [N, T, D] to T states: samples [N, S], then beliefs [N, D]. */
  static List<float[]> states(List<float[]> parts) {
    return IntStream.range(0, T)
        .mapToObj(t -> join(rows(parts.get(0), t, S), rows(parts.get(1), t, D)))
        .toList();
  }

  static float[] join(float[] a, float[] b) {
    float[] out = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }

  static float[] rows(float[] all, int row, int width) {
    return pick(all, T, row, width);
  }

  /** Row of every sequence: [N, length, width] to [N, width]. */
  static float[] pick(float[] all, int length, int row, int width) {
    float[] out = new float[N * width];
    for (int n = 0; n < N; n++) {
      System.arraycopy(all, (n * length + row) * width, out, n * width, width);
    }
    return out;
  }

  /** Noise of a step: [steps, rest] to [rest]. */
  float[] draw(String name, int step, int width) {
    return Arrays.copyOfRange(noise.get(name), step * N * width, (step + 1) * N * width);
  }

  private float[] normals(int count, double scale) {
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = (float) (scale * random.nextGaussian());
    }
    return out;
  }
}
