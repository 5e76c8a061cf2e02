package org.dreamer4j.models;

import static org.dreamer4j.models.OpenLoopRun.A;
import static org.dreamer4j.models.OpenLoopRun.CONTEXT;
import static org.dreamer4j.models.OpenLoopRun.K;
import static org.dreamer4j.models.OpenLoopRun.N;
import static org.dreamer4j.models.OpenLoopRun.PIXELS;
import static org.dreamer4j.models.OpenLoopRun.SPEC;
import static org.dreamer4j.models.OpenLoopRun.T;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
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
  void weightsAreReadAsTheyWereSet() {
    try (DreamerAgent own = OpenLoopRun.agent()) {
      assertTrue(own.predictsImages());
      Map<String, Array> before = own.weights();
      assertTrue(own.variables().keySet().containsAll(before.keySet()));
      assertFalse(before.containsKey("global_step"));
      String name = "graph/rnn/rssm/transition/dense/bias";
      Array old = before.get(name);
      float[] values = new float[old.size()];
      Arrays.fill(values, 0.5f);
      own.assign(Map.of(name, new Array.Float32(old.shape(), values)));
      Map<String, Array> after = own.weights();
      assertArrayEquals(values, after.get(name).toFloats());
      assertEquals(before.keySet(), after.keySet());
    }
  }

  @Test
  void predictionsHaveTheirSizesForAnyNumberOfSequences() {
    OpenLoop openLoop = agent.openLoop(T, CONTEXT, K, Planner.POLICY_MODE);
    for (int count = 1; count <= N; count++) {
      Dream dream =
          openLoop.predict(
              Arrays.copyOf(run.images, count * T * PIXELS),
              Arrays.copyOf(run.actions, count * T * A),
              2);
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
    float[] a = openLoop.predict(run.images, run.actions, samples).openLoop().reward();
    float[] b = openLoop.predict(run.images, run.actions, samples).openLoop().reward();
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
    agent.openLoop(T, CONTEXT, K, Planner.POLICY_MODE).predict(run.images, run.actions, 1);
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
        () -> openLoop.predict(new byte[N * T * 32 * 32 * 3], run.actions, 1));
    assertRefused(
        "actions: expected sequences of 6 x 2 floats, got 13 floats",
        () -> openLoop.predict(run.images, new float[13], 1));
    assertRefused(
        "actions: expected sequences of 6 x 2 floats, got 0 floats",
        () -> openLoop.predict(new byte[0], new float[0], 1));
    assertRefused(
        "samples must be at least 1, got 0", () -> openLoop.predict(run.images, run.actions, 0));
  }

  @Test
  void closedAgentPredictsNothing() {
    DreamerAgent other = OpenLoopRun.agent();
    OpenLoop openLoop = other.openLoop(T, CONTEXT, K, Planner.POLICY_MODE);
    other.close();
    assertThrows(
        IllegalStateException.class, () -> other.openLoop(T, CONTEXT, K, Planner.POLICY_MODE));
    assertThrows(IllegalStateException.class, () -> openLoop.predict(run.images, run.actions, 1));
  }

  private OpenLoop openLoop(int context, int horizon) {
    return agent.openLoop(T, context, horizon, Planner.POLICY_MODE);
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
