package org.dreamer4j.models.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy.Decision;
import org.dreamer4j.models.AgentState;
import org.dreamer4j.models.Device;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Execution;
import org.dreamer4j.models.LivePolicy;
import org.dreamer4j.models.Tiny;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.export.DreamerPolicy.Choice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exported policies act as the agents they come from. */
class DreamerPolicyTest {
  private static final int ROWS = 3;
  private static final int STEPS = 3;
  private static final Execution ONE_THREAD = new Execution(false, 1, Device.CPU);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_ACTOR")
  void theSavedModelOfALiveAgentAndOfItsCheckpointActAsTheAgent(Kind kind) throws IOException {
    try (DreamerAgent agent = kind.agent()) {
      agent.train(Tiny.batch(agent.config(), kind.spec(), 1));
      Path live = SavedModelExporter.export(agent, folder.resolve("live"), ExportSettings.DEFAULT);
      Path prefix = folder.resolve("model.ckpt-2");
      agent.save(prefix, new TrainingState(0, 0));
      Path checkpoint =
          SavedModelExporter.export(
              agent.config(),
              kind.spec(),
              prefix,
              folder.resolve("checkpoint"),
              ExportSettings.DEFAULT);
      for (Choice choice : Choice.values()) {
        List<FedNoise> noise = new ArrayList<>();
        List<float[]> actual = actions(live, kind, choice, noise);
        assertSame(actual, actions(checkpoint, kind, choice, new ArrayList<>()), "" + choice);
        assertSame(actions(agent, kind, choice, noise), actual, "" + choice);
        assertTrue(differ(actual), "actions that differ tell policies apart");
      }
    }
  }

  @Test
  void theHighestVersionActsUnlessOneIsNamed() throws IOException {
    Path model = folder.resolve("model");
    Exports.of(Kind.VECTORS, model, ExportSettings.DEFAULT.withVersion(9));
    Exports.of(Kind.VECTORS, model, ExportSettings.DEFAULT.withVersion(10));
    Files.createDirectories(model.resolve("11")); // Still being copied.
    try (DreamerPolicy newest = DreamerPolicy.load(model);
        DreamerPolicy named = DreamerPolicy.load(model.resolve("9"))) {
      assertEquals(model.resolve("10"), newest.folder());
      assertEquals(model.resolve("9"), named.folder());
    }
  }

  @Test
  void aSeedSettlesTheActionsAndNoOtherSeedGivesThem() throws IOException {
    Path model = Exports.of(Kind.VECTORS, folder.resolve("model"));
    List<float[]> first = sampled(model, 3L);
    assertSame(first, sampled(model, 3L), "the same seed");
    assertNotEquals(Arrays.toString(first.get(0)), Arrays.toString(sampled(model, 4L).get(0)));
    assertSame(sampled(model, null), sampled(model, null), "the seed of the training");
  }

  private static List<float[]> sampled(Path model, @Nullable Long seed) throws IOException {
    DreamerPolicy.Settings settings = new DreamerPolicy.Settings(Choice.SAMPLE, seed, ONE_THREAD);
    try (DreamerPolicy policy = DreamerPolicy.load(model, settings)) {
      List<float[]> out = new ArrayList<>();
      List<AgentState> states = Collections.nCopies(ROWS, policy.initialState());
      for (int t = 0; t < STEPS; t++) {
        states = next(policy.act(states, observations(Kind.VECTORS, t)), out);
      }
      return out;
    }
  }

  @Test
  void severalThreadsMayActForOneOrMany() throws IOException {
    try (DreamerPolicy policy = DreamerPolicy.load(Exports.of(Kind.FUSION, folder))) {
      List<AgentState> start = Collections.nCopies(ROWS, policy.initialState());
      List<Observation> seen = observations(Kind.FUSION, 1);
      List<Decision<AgentState>> together = policy.act(start, seen);
      IntStream.range(0, 60)
          .parallel()
          .forEach(
              i -> {
                int row = i % ROWS;
                float[] alone = policy.act(start.get(row), seen.get(row)).action();
                assertArrayEquals(together.get(row).action(), alone, 1e-6f);
              });
    }
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    DreamerPolicy.Settings settings = DreamerPolicy.Settings.of(Choice.SAMPLE, 1);
    try (DreamerPolicy policy =
        DreamerPolicy.load(Exports.of(Kind.VECTORS, folder.resolve("model")), settings)) {
      AgentState state = policy.initialState();
      Observation seen = Tiny.observation(Kind.VECTORS.spec(), 1);
      assertEquals(
          Map.of("noise_action", List.of(-1L, 2L), "noise_sample", List.of(-1L, 3L)),
          policy.noise());
      assertRefused(
          "no observation 'position' among [image]", () -> policy.act(state, Tiny.observation(1)));
      assertRefused(
          "this policy draws no noise 'noise_image', only [noise_action, noise_sample]",
          () -> policy.act(List.of(state), List.of(seen), Map.of("noise_image", new float[1])));
      assertRefused(
          "noise 'noise_sample': expected [1, 3], got 2 values",
          () -> policy.act(List.of(state), List.of(seen), Map.of("noise_sample", new float[2])));
      assertRefused(
          "belief of the state: expected 4 values, got 1",
          () -> policy.act(new AgentState(new float[3], new float[1], new float[2]), seen));
    }
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void aClosedPolicySaysSo() throws IOException {
    DreamerPolicy policy = DreamerPolicy.load(Exports.of(Kind.VECTORS, folder.resolve("model")));
    AgentState state = policy.initialState();
    policy.close();
    policy.close();
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> policy.act(state, Tiny.observation(Kind.VECTORS.spec(), 1)));
    assertEquals("the policy is closed", e.getMessage());
    assertEquals(3, policy.initialState().sample().length);
    assertEquals(Map.of(), policy.noise());
  }

  private static boolean differ(List<float[]> rows) {
    return rows.stream().map(Arrays::toString).distinct().count() > STEPS;
  }

  private static void assertSame(List<float[]> expected, List<float[]> actual, String name) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), name + " " + i);
    }
  }

  /** What an exported policy gives at every step, actions and states; also the noise it is fed. */
  private static List<float[]> actions(Path model, Kind kind, Choice choice, List<FedNoise> into)
      throws IOException {
    DreamerPolicy.Settings settings = new DreamerPolicy.Settings(choice, null, ONE_THREAD);
    try (DreamerPolicy policy = DreamerPolicy.load(model, settings)) {
      Random random = new Random(7);
      List<float[]> out = new ArrayList<>();
      List<AgentState> states = Collections.nCopies(ROWS, policy.initialState());
      for (int t = 0; t < STEPS; t++) {
        FedNoise noise = FedNoise.draw(kind, choice, policy.noise(), ROWS, random);
        states = next(policy.act(states, observations(kind, t), noise.exported()), out);
        into.add(noise);
      }
      return out;
    }
  }

  /** The same of the live agent. */
  private static List<float[]> actions(
      DreamerAgent agent, Kind kind, Choice choice, List<FedNoise> noise) {
    LivePolicy policy = new LivePolicy(agent);
    boolean best =
        choice == Choice.MODE || (choice == Choice.DETERMINISTIC && kind == Kind.TRUNCATED);
    List<float[]> out = new ArrayList<>();
    List<AgentState> states = Collections.nCopies(ROWS, agent.testPolicy().initialState());
    for (int t = 0; t < STEPS; t++) {
      Map<String, float[]> fed = noise.get(t).live();
      List<Observation> seen = observations(kind, t);
      states = next(best ? policy.mode(states, seen, fed) : policy.sample(states, seen, fed), out);
    }
    return out;
  }

  private static List<Observation> observations(Kind kind, int step) {
    List<Observation> out = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      out.add(Tiny.observation(kind.spec(), 10 * step + i));
    }
    return out;
  }

  private static List<AgentState> next(List<Decision<AgentState>> decisions, List<float[]> into) {
    List<AgentState> states = new ArrayList<>();
    for (Decision<AgentState> decision : decisions) {
      into.add(decision.action());
      into.add(decision.state().sample());
      into.add(decision.state().belief());
      states.add(decision.state());
    }
    return states;
  }
}
