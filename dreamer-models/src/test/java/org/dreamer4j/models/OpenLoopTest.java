package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.dist.PolicyDistribution;
import org.dreamer4j.models.nn.Net;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class OpenLoopTest {
  private static final int N = 2;
  private static final int T = 6;
  private static final int CONTEXT = 2;
  private static final int K = 3;
  private static final int A = 2;
  private static final int S = 4;
  private static final int D = 8;
  private static final int PIXELS = 64 * 64 * 3;
  private static final DreamerConfig CONFIG =
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
  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(Map.of("image", Spec.Image.RGB64), Spec.Box.of(A, -1, 1));

  private static DreamerAgent agent;

  private final Random random = new Random(3);
  private final byte[] images = new byte[N * T * PIXELS];
  private final float[] actions = normals(N * T * A, 0.5);
  private final Map<String, float[]> noise = new LinkedHashMap<>();

  OpenLoopTest() {
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

  @BeforeAll
  static void open() {
    agent = DreamerAgent.create(CONFIG, SPEC, Execution.QUICK_START);
  }

  @AfterAll
  static void close() {
    agent.close();
  }

  @Test
  void contextOverAllRowsIsTheTrainingGraphsPosterior() {
    OpenLoopGraph graph = graph(T, Planner.POLICY_MODE);
    TrainGraph train = agent.graph().train();
    RssmState posterior = train.model().observed().posterior();
    Operand<TFloat32> image =
        agent.graph().networks().world().decoder().orElseThrow().decode(train.model().feature());
    Session.Runner runner = agent.session().runner();
    Batch batch = new Batch(N, T, SPEC);
    System.arraycopy(images, 0, batch.image(), 0, images.length);
    System.arraycopy(actions, 0, batch.vector(Episode.ACTION), 0, actions.length);
    agent.feed().into(runner, batch);
    List<float[]> expected =
        run(
            runner,
            "",
            List.of("image", "prior", "posterior"),
            List.of(
                posterior.sample(),
                posterior.belief(),
                image,
                train.model().outputs().get("reward")));
    List<Operand<TFloat32>> same =
        List.of(
            graph.openStates().sample(),
            graph.openStates().belief(),
            graph.open().image(),
            graph.open().reward(),
            graph.closed().image(),
            graph.closed().reward());
    List<float[]> actual = run(graph, T, Planner.POLICY_MODE, same);
    TensorAssert.close("sample", expected.get(0), actual.get(0), 1e-6);
    TensorAssert.close("belief", expected.get(1), actual.get(1), 1e-6);
    TensorAssert.close("open image", expected.get(2), actual.get(2), 1e-6);
    TensorAssert.close("open reward", expected.get(3), actual.get(3), 1e-6);
    TensorAssert.close("closed image", expected.get(2), actual.get(4), 1e-6);
    TensorAssert.close("closed reward", expected.get(3), actual.get(5), 1e-6);
  }

  @Test
  void rowsAfterTheContextAreThePriorStepByStep() {
    OpenLoopGraph whole = graph(T, Planner.POLICY_MODE);
    OpenLoopGraph graph = graph(CONTEXT, Planner.POLICY_MODE);
    List<float[]> seen = states(run(whole, T, Planner.POLICY_MODE, parts(whole.openStates())));
    List<float[]> closed =
        states(run(graph, CONTEXT, Planner.POLICY_MODE, parts(graph.closedStates())));
    List<float[]> open =
        states(run(graph, CONTEXT, Planner.POLICY_MODE, parts(graph.openStates())));
    Step step = new Step();
    for (int t = 0; t < T; t++) {
      TensorAssert.close("closed loop, row " + t, seen.get(t), closed.get(t), 1e-6);
      float[] expected =
          t < CONTEXT
              ? seen.get(t)
              : step.imagine(open.get(t - 1), rows(actions, t, A), draw("prior", t, S));
      TensorAssert.close("open loop, row " + t, expected, open.get(t), 1e-6);
    }
    assertNotEquals(Arrays.toString(closed.get(T - 1)), Arrays.toString(open.get(T - 1)));
  }

  @Test
  void imaginedRowsFollowTheActorStepByStep() {
    for (Planner planner : Planner.values()) {
      OpenLoopGraph graph = graph(CONTEXT, planner);
      List<float[]> start = states(run(graph, CONTEXT, planner, parts(graph.openStates())));
      List<float[]> actual =
          run(
              graph,
              CONTEXT,
              planner,
              List.of(graph.imaginedAction(), graph.imaginedReward(), graph.imaginedValue()));
      Step step = new Step();
      float[] state = start.get(CONTEXT - 1);
      for (int k = 0; k < K; k++) {
        float[] action = step.act(planner, state, k);
        TensorAssert.close(planner + " " + k, action, pick(actual.get(0), K, k, A), 1e-5);
        state = step.imagine(state, action, draw("imagined", k, S));
        float[] heads = step.heads(state);
        float[] rewards = pick(actual.get(1), K, k, 1);
        float[] values = pick(actual.get(2), K, k, 1);
        TensorAssert.close("rewards", Arrays.copyOf(heads, N), rewards, 1e-5);
        TensorAssert.close("values", Arrays.copyOfRange(heads, N, 2 * N), values, 1e-5);
      }
    }
  }

  @Test
  void imagesAfterTheContextReachTheClosedLoopOnly() {
    OpenLoopGraph graph = graph(CONTEXT, Planner.POLICY_SAMPLE);
    List<Operand<TFloat32>> fetches =
        List.of(graph.open().image(), graph.imaginedReward(), graph.closed().reward());
    List<float[]> before = run(graph, CONTEXT, Planner.POLICY_SAMPLE, fetches);
    for (int n = 0; n < N; n++) {
      Arrays.fill(images, (n * T + CONTEXT) * PIXELS, (n + 1) * T * PIXELS, (byte) 0);
    }
    List<float[]> after = run(graph, CONTEXT, Planner.POLICY_SAMPLE, fetches);
    assertArrayEquals(before.get(0), after.get(0));
    assertArrayEquals(before.get(1), after.get(1));
    assertNotEquals(Arrays.toString(before.get(2)), Arrays.toString(after.get(2)));
  }

  @Test
  void predictionsHaveTheirSizesForAnyNumberOfSequences() {
    OpenLoop openLoop = agent.openLoop(T, CONTEXT, K, Planner.POLICY_MODE);
    for (int count = 1; count <= N; count++) {
      Dream dream =
          openLoop.predict(
              Arrays.copyOf(images, count * T * PIXELS), Arrays.copyOf(actions, count * T * A), 2);
      for (Dream.Rows rows : List.of(dream.openLoop(), dream.closedLoop())) {
        assertEquals(count * T * PIXELS, rows.imageMean().length);
        assertEquals(count * T, rows.reward().length);
        assertEquals(count * T, rows.value().length);
        assertEquals(count * T, rows.pcont().length);
        assertTrue(rows.pcont()[0] > 0 && rows.pcont()[0] < 1);
      }
      assertEquals(count * K, dream.imagined().reward().length);
      assertEquals(count * K, dream.imagined().value().length);
      assertEquals(count * K * A, dream.imagined().action().length);
    }
    assertSame(openLoop, agent.openLoop(T, CONTEXT, K, Planner.POLICY_MODE));
    assertEquals(T, openLoop.length());
    assertEquals(CONTEXT, openLoop.context());
    assertEquals(K, openLoop.horizon());
  }

  @Test
  void averageOverManySamplesVariesLessThanOneSample() {
    OpenLoop openLoop = agent.openLoop(T, CONTEXT, K, Planner.POLICY_SAMPLE);
    double one = distance(openLoop, 1);
    assertTrue(one > 0);
    assertTrue(distance(openLoop, 64) < one / 3);
  }

  private double distance(OpenLoop openLoop, int samples) {
    float[] a = openLoop.predict(images, actions, samples).openLoop().reward();
    float[] b = openLoop.predict(images, actions, samples).openLoop().reward();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum;
  }

  @Test
  void predictingChangesNoVariable() {
    int variables = agent.graph().variables().all().size();
    long step = agent.globalStep();
    agent.openLoop(T, CONTEXT, K, Planner.POLICY_MODE).predict(images, actions, 1);
    assertEquals(variables, agent.graph().variables().all().size());
    assertEquals(step, agent.globalStep());
    assertTrue(Double.isFinite(agent.train(new Batch(N, T, SPEC)).get("model_loss")));
  }

  @Test
  void meansAreShownAsTheReferenceDoes() {
    float[] means = {-0.6f, -0.5f, -0.5f + 0.9f / 256, -0.5f + 1f / 256, 0, 0.499f, 0.5f, 7};
    byte[] shown = new Dream.Rows(means, new float[0], new float[0], new float[0]).image();
    int[] expected = {0, 0, 0, 1, 128, 255, 255, 255};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], shown[i] & 0xff, "mean " + means[i]);
    }
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertRefused("context must be 1 to the length of 6 rows, got 7", () -> openLoop(7, K));
    assertRefused("context must be 1 to the length of 6 rows, got 0", () -> openLoop(0, K));
    assertRefused("horizon must be at least 1, got 0", () -> openLoop(2, 0));
    OpenLoop openLoop = openLoop(2, K);
    assertRefused(
        "images: expected 2 x 6 images of 64 x 64 x 3 bytes, got 36864 bytes",
        () -> openLoop.predict(new byte[N * T * 32 * 32 * 3], actions, 1));
    assertRefused(
        "actions: expected sequences of 6 x 2 floats, got 13 floats",
        () -> openLoop.predict(images, new float[13], 1));
    assertRefused(
        "actions: expected sequences of 6 x 2 floats, got 0 floats",
        () -> openLoop.predict(new byte[0], new float[0], 1));
    assertRefused("samples must be at least 1, got 0", () -> openLoop.predict(images, actions, 0));
  }

  @Test
  void closedAgentPredictsNothing() {
    DreamerAgent other = DreamerAgent.create(CONFIG, SPEC, Execution.QUICK_START);
    OpenLoop openLoop = other.openLoop(T, CONTEXT, K, Planner.POLICY_MODE);
    other.close();
    assertThrows(
        IllegalStateException.class, () -> other.openLoop(T, CONTEXT, K, Planner.POLICY_MODE));
    assertThrows(IllegalStateException.class, () -> openLoop.predict(images, actions, 1));
  }

  private OpenLoop openLoop(int context, int horizon) {
    return agent.openLoop(T, context, horizon, Planner.POLICY_MODE);
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  private OpenLoopGraph graph(int context, Planner planner) {
    return agent.openLoopGraph(new OpenLoopGraph.Size(T, context, K, planner));
  }

  private List<float[]> run(
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

  private List<float[]> run(
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

  private static List<Operand<TFloat32>> parts(RssmState state) {
    return List.of(state.sample(), state.belief());
  }

  /** Samples [N, T, S] and beliefs [N, T, D] to T states: samples [N, S], then beliefs [N, D]. */
  private static List<float[]> states(List<float[]> parts) {
    return IntStream.range(0, T)
        .mapToObj(t -> join(rows(parts.get(0), t, S), rows(parts.get(1), t, D)))
        .toList();
  }

  private static float[] join(float[] a, float[] b) {
    float[] out = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }

  private static float[] rows(float[] all, int row, int width) {
    return pick(all, T, row, width);
  }

  /** Row of every sequence: [N, length, width] to [N, width]. */
  private static float[] pick(float[] all, int length, int row, int width) {
    float[] out = new float[N * width];
    for (int n = 0; n < N; n++) {
      System.arraycopy(all, (n * length + row) * width, out, n * width, width);
    }
    return out;
  }

  /** Noise of a step: [steps, rest] to [rest]. */
  private float[] draw(String name, int step, int width) {
    return Arrays.copyOfRange(noise.get(name), step * N * width, (step + 1) * N * width);
  }

  private float[] normals(int count, double scale) {
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = (float) (scale * random.nextGaussian());
    }
    return out;
  }

  /** Single steps of the RSSM, the actor and the heads, built beside what is tested. */
  private final class Step {
    private final Net net =
        new Net(
            Ops.create(agent.graph().train().update().op().env()),
            agent.graph().variables(),
            TFloat32.class);
    private final Networks networks = agent.graph().networks();
    private final Placeholder<TFloat32> sample = placeholder(-1, S);
    private final Placeholder<TFloat32> belief = placeholder(-1, D);
    private final Placeholder<TFloat32> action = placeholder(-1, A);
    private final Placeholder<TFloat32> draw = placeholder(-1, S);
    private final Placeholder<TFloat32> actionDraw = placeholder(-1, A);
    private final Placeholder<TFloat32> modeDraw = placeholder(PolicyDistribution.SAMPLES, -1, A);
    private final RssmState state = new RssmState(sample, sample, sample, belief);
    private final RssmState next = networks.world().rssm().imagine(state, action, draw);
    private final PolicyDistribution policy =
        networks.actor().orElseThrow().distribution(state.feature(net));
    private final Operand<TFloat32> sampled = policy.sample(net, actionDraw);
    private final Operand<TFloat32> mode = policy.mode(net, modeDraw);
    private final Operand<TFloat32> reward = networks.world().reward().scalar(state.feature(net));
    private final Operand<TFloat32> value =
        networks.value().orElseThrow().scalar(state.feature(net));

    float[] imagine(float[] from, float[] chosen, float[] eps) {
      try (TFloat32 a = Tensors.floats(chosen, N, A);
          TFloat32 e = Tensors.floats(eps, N, S)) {
        return fetch(runner().feed(action, a).feed(draw, e), from, next.sample(), next.belief());
      }
    }

    float[] act(Planner planner, float[] from, int k) {
      boolean best = planner == Planner.POLICY_MODE;
      int samples = PolicyDistribution.SAMPLES;
      try (TFloat32 e =
          best
              ? Tensors.floats(draw("mode", k, samples * A), samples, N, A)
              : Tensors.floats(draw("action", k, A), N, A)) {
        return fetch(runner().feed(best ? modeDraw : actionDraw, e), from, best ? mode : sampled);
      }
    }

    /** Rewards [N], then values [N]. */
    float[] heads(float[] from) {
      return fetch(runner(), from, reward, value);
    }

    @SafeVarargs
    private float[] fetch(Session.Runner runner, float[] from, Operand<TFloat32>... fetches) {
      try (TFloat32 s = Tensors.floats(Arrays.copyOf(from, N * S), N, S);
          TFloat32 b = Tensors.floats(Arrays.copyOfRange(from, N * S, N * (S + D)), N, D)) {
        runner.feed(sample, s).feed(belief, b);
        for (Operand<TFloat32> fetch : fetches) {
          runner.fetch(fetch);
        }
        float[] out = new float[0];
        try (Result result = runner.run()) {
          for (int i = 0; i < fetches.length; i++) {
            out = join(out, Tensors.toFloats(result.get(i)));
          }
        }
        return out;
      }
    }

    private Session.Runner runner() {
      return agent.session().runner();
    }

    private Placeholder<TFloat32> placeholder(long... shape) {
      return net.tf().placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
    }
  }
}
