package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same seed and the same batches on one thread: the same bits. */
class DeterministicUpdatesTest {
  private static final int UPDATES = 40;
  private static final int STEPS = 10;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void equalBatchesGiveEqualBits(boolean optimizeGraph) {
    Execution execution = new Execution(optimizeGraph, 1, Device.CPU);
    // Without free nats the gradient of every part is there from the first update on.
    DreamerConfig config = Tiny.config(Map.of("free_nats", 0, "batch_shape", List.of(5, 10)));
    try (DreamerAgent first = DreamerAgent.create(config, Tiny.spec(), execution);
        DreamerAgent second = DreamerAgent.create(config, Tiny.spec(), execution)) {
      for (int update = 1; update <= UPDATES; update++) {
        Batch batch = Tiny.batch(first.config(), update);
        assertEquals(first.train(batch), second.train(batch), "update " + update);
        act(first, second, update);
      }
      assertSameWeights(first, second, UPDATES);
    }
  }

  private static void act(DreamerAgent first, DreamerAgent second, int update) {
    Policy<AgentState> one = first.trainPolicy();
    Policy<AgentState> other = second.trainPolicy();
    AgentState state = one.initialState();
    for (int step = 0; step < STEPS; step++) {
      Observation seen = Tiny.observation(first.spec(), 100L * update + step);
      Policy.Decision<AgentState> decision = one.act(state, seen);
      Policy.Decision<AgentState> again = other.act(state, seen);
      String when = "update " + update + ", step " + step;
      assertArrayEquals(decision.state().belief(), again.state().belief(), "belief, " + when);
      assertArrayEquals(decision.state().sample(), again.state().sample(), "sample, " + when);
      assertArrayEquals(decision.action(), again.action(), "action, " + when);
      state = decision.state();
    }
  }

  private static void assertSameWeights(DreamerAgent first, DreamerAgent second, int update) {
    Map<String, float[]> expected = DreamerAgentTest.values(first);
    Map<String, float[]> actual = DreamerAgentTest.values(second);
    expected.forEach(
        (name, values) ->
            assertArrayEquals(values, actual.get(name), name + " after update " + update));
  }
}
