package org.dreamer4j.models;

import static org.dreamer4j.models.OpenLoopRun.A;
import static org.dreamer4j.models.OpenLoopRun.CONTEXT;
import static org.dreamer4j.models.OpenLoopRun.K;
import static org.dreamer4j.models.OpenLoopRun.N;
import static org.dreamer4j.models.OpenLoopRun.PIXELS;
import static org.dreamer4j.models.OpenLoopRun.S;
import static org.dreamer4j.models.OpenLoopRun.SPEC;
import static org.dreamer4j.models.OpenLoopRun.T;
import static org.dreamer4j.models.OpenLoopRun.parts;
import static org.dreamer4j.models.OpenLoopRun.pick;
import static org.dreamer4j.models.OpenLoopRun.rows;
import static org.dreamer4j.models.OpenLoopRun.states;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

class OpenLoopGraphTest {
  private static DreamerAgent agent;
  private final OpenLoopRun run = new OpenLoopRun(agent);

  @BeforeAll
  static void open() {
    agent = OpenLoopRun.agent();
  }

  @AfterAll
  static void close() {
    agent.close();
  }

  @Test
  void contextOverAllRowsIsTheTrainingGraphsPosterior() {
    OpenLoopGraph graph = run.graph(T, Planner.POLICY_MODE);
    TrainGraph train = agent.graph().train();
    RssmState posterior = train.model().observed().posterior();
    Operand<TFloat32> image =
        agent.graph().networks().world().decoder().orElseThrow().decode(train.model().feature());
    Session.Runner runner = agent.session().runner();
    Batch batch = new Batch(N, T, SPEC);
    System.arraycopy(run.images, 0, batch.image(), 0, run.images.length);
    System.arraycopy(run.actions, 0, batch.vector(Episode.ACTION), 0, run.actions.length);
    agent.feed().into(runner, batch);
    List<float[]> expected =
        run.run(
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
    List<float[]> actual = run.run(graph, T, Planner.POLICY_MODE, same);
    TensorAssert.close("sample", expected.get(0), actual.get(0), 1e-6);
    TensorAssert.close("belief", expected.get(1), actual.get(1), 1e-6);
    TensorAssert.close("open image", expected.get(2), actual.get(2), 1e-6);
    TensorAssert.close("open reward", expected.get(3), actual.get(3), 1e-6);
    TensorAssert.close("closed image", expected.get(2), actual.get(4), 1e-6);
    TensorAssert.close("closed reward", expected.get(3), actual.get(5), 1e-6);
  }

  @Test
  void rowsAfterTheContextAreThePriorStepByStep() {
    OpenLoopGraph whole = run.graph(T, Planner.POLICY_MODE);
    OpenLoopGraph graph = run.graph(CONTEXT, Planner.POLICY_MODE);
    List<float[]> seen = states(run.run(whole, T, Planner.POLICY_MODE, parts(whole.openStates())));
    List<float[]> closed =
        states(run.run(graph, CONTEXT, Planner.POLICY_MODE, parts(graph.closedStates())));
    List<float[]> open =
        states(run.run(graph, CONTEXT, Planner.POLICY_MODE, parts(graph.openStates())));
    OpenLoopStep step = new OpenLoopStep(run);
    for (int t = 0; t < T; t++) {
      TensorAssert.close("closed loop, row " + t, seen.get(t), closed.get(t), 1e-6);
      float[] expected =
          t < CONTEXT
              ? seen.get(t)
              : step.imagine(open.get(t - 1), rows(run.actions, t, A), run.draw("prior", t, S));
      TensorAssert.close("open loop, row " + t, expected, open.get(t), 1e-6);
    }
    assertNotEquals(Arrays.toString(closed.get(T - 1)), Arrays.toString(open.get(T - 1)));
  }

  @Test
  void imaginedRowsFollowTheActorStepByStep() {
    for (Planner planner : Planner.values()) {
      OpenLoopGraph graph = run.graph(CONTEXT, planner);
      List<float[]> start = states(run.run(graph, CONTEXT, planner, parts(graph.openStates())));
      List<float[]> actual =
          run.run(
              graph,
              CONTEXT,
              planner,
              List.of(graph.imaginedAction(), graph.imaginedReward(), graph.imaginedValue()));
      OpenLoopStep step = new OpenLoopStep(run);
      float[] state = start.get(CONTEXT - 1);
      for (int k = 0; k < K; k++) {
        float[] action = step.act(planner, state, k);
        TensorAssert.close(planner + " " + k, action, pick(actual.get(0), K, k, A), 1e-5);
        state = step.imagine(state, action, run.draw("imagined", k, S));
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
    OpenLoopGraph graph = run.graph(CONTEXT, Planner.POLICY_SAMPLE);
    List<Operand<TFloat32>> fetches =
        List.of(graph.open().image(), graph.imaginedReward(), graph.closed().reward());
    List<float[]> before = run.run(graph, CONTEXT, Planner.POLICY_SAMPLE, fetches);
    for (int n = 0; n < N; n++) {
      Arrays.fill(run.images, (n * T + CONTEXT) * PIXELS, (n + 1) * T * PIXELS, (byte) 0);
    }
    List<float[]> after = run.run(graph, CONTEXT, Planner.POLICY_SAMPLE, fetches);
    assertArrayEquals(before.get(0), after.get(0));
    assertArrayEquals(before.get(1), after.get(1));
    assertNotEquals(Arrays.toString(before.get(2)), Arrays.toString(after.get(2)));
  }
}
