package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.Policy.Decision;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The next belief follows from the state before alone, without noise; so beliefs compare. */
class AgentPolicyTest {
  private static DreamerAgent agent;
  private static Policy<AgentState> policy;

  @BeforeAll
  static void open() {
    agent = Tiny.agent(Map.of("test_action_noise", 0.125, "train_action_noise_ramp", -8));
    policy = agent.policy(Planner.POLICY_SAMPLE, () -> 0);
  }

  @AfterAll
  static void close() {
    agent.close();
  }

  @Test
  void anEpisodeStartsFromZero() {
    AgentState state = policy.initialState();
    assertArrayEquals(new float[3], state.sample());
    assertArrayEquals(new float[4], state.belief());
    assertArrayEquals(new float[2], state.action());
    assertNotSame(state.sample(), policy.initialState().sample());
  }

  @Test
  void theStateRemembersTheActionThatIsExecuted() {
    Decision<AgentState> decision = policy.act(policy.initialState(), Tiny.observation(1));
    assertArrayEquals(decision.action(), decision.state().action());
    assertEquals(2, decision.action().length);
  }

  @Test
  void twoInterleavedEpisodesDoNotInfluenceEachOther() {
    AgentState first = policy.act(policy.initialState(), Tiny.observation(1)).state();
    AgentState other = policy.act(policy.initialState(), Tiny.observation(2)).state();

    float[] next = policy.act(first, Tiny.observation(3)).state().belief();
    float[] nextOfOther = policy.act(other, Tiny.observation(3)).state().belief();
    float[] again = policy.act(first, Tiny.observation(4)).state().belief();

    assertArrayEquals(next, again);
    assertFalse(Arrays.equals(next, nextOfOther));
  }

  @Test
  void actingForSeveralEnvironmentsKeepsTheirStatesApart() {
    List<AgentState> states = new ArrayList<>();
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      states.add(policy.act(policy.initialState(), Tiny.observation(i)).state());
      observations.add(Tiny.observation(10 + i));
    }

    List<Decision<AgentState>> together = policy.act(states, observations);

    assertEquals(3, together.size());
    for (int i = 0; i < 3; i++) {
      float[] alone = policy.act(states.get(i), observations.get(i)).state().belief();
      assertArrayEquals(alone, together.get(i).state().belief(), 1e-6f);
    }
  }

  @Test
  void severalThreadsMayAct() {
    AgentState state = policy.act(policy.initialState(), Tiny.observation(1)).state();
    float[] expected = policy.act(state, Tiny.observation(2)).state().belief();
    List<float[]> beliefs =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> policy.act(state, Tiny.observation(i)).state().belief())
            .toList();
    beliefs.forEach(belief -> assertArrayEquals(expected, belief));
  }

  @Test
  void explorationIsAskedAtEveryStep() {
    AtomicInteger asked = new AtomicInteger();
    Policy<AgentState> exploring =
        agent.policy(Planner.POLICY_MODE, () -> asked.incrementAndGet() * 100);
    for (int i = 1; i <= 3; i++) {
      float[] action = exploring.act(exploring.initialState(), Tiny.observation(1)).action();
      assertEquals(i, asked.get());
      for (float a : action) {
        assertTrue(a >= -1 && a <= 1);
      }
    }
  }

  @Test
  void anObservationWithoutImageIsRefused() {
    Observation blind =
        new Observation(Map.of("position", new Array.Float32(new int[] {3}, new float[3])));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> policy.act(policy.initialState(), blind));
    assertEquals("no uint8 image among the observations [position]", e.getMessage());
  }

  @Test
  void anImageOfAnotherSizeIsRefused() {
    Spec.Image small = new Spec.Image(32, 32, 3);
    Observation observation = Observation.ofImage(small, new byte[small.size()]);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> policy.act(policy.initialState(), observation));
    assertEquals("image: expected 64 x 64 x 3 bytes, got 3072 bytes", e.getMessage());
  }

  @Test
  void aStateOfAnotherSizeIsRefused() {
    AgentState other = new AgentState(new float[4], new float[4], new float[2]);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> policy.act(other, Tiny.observation(1)));
    assertEquals("sample of the state: expected 3 values, got 4", e.getMessage());
  }

  @Test
  void statesAndObservationsComeInPairs() {
    List<AgentState> states = List.of(policy.initialState());
    List<Observation> observations = List.of(Tiny.observation(1), Tiny.observation(2));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> policy.act(states, observations));
    assertEquals("got 1 states for 2 observations", e.getMessage());
  }
}
