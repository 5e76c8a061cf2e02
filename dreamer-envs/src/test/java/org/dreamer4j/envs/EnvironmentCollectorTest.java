package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Policy;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.core.config.DreamerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvironmentCollectorTest {
  /** Counts its own steps and how many environments it was asked for at once. */
  private static class Batched implements Policy<Integer> {
    final List<Integer> batchSizes = new ArrayList<>();

    @Override
    public Integer initialState() {
      return 0;
    }

    @Override
    public Decision<Integer> act(Integer state, Observation observation) {
      return new Decision<>(new float[] {(state + 1) / 1000f, 0, 0, 0, 0}, state + 1);
    }

    @Override
    public List<Decision<Integer>> act(List<Integer> states, List<Observation> observations) {
      batchSizes.add(states.size());
      return Policy.super.act(states, observations);
    }
  }

  /** An environment that tells on which thread it is closed. */
  private record Repeating(DummyEnvironment inner, List<String> events) implements Environment {
    Repeating(List<String> events) {
      this(new DummyEnvironment(0, 4), events);
    }

    @Override
    public EnvironmentSpec spec() {
      return inner.spec();
    }

    @Override
    public TimeStep reset() {
      return inner.reset();
    }

    @Override
    public TimeStep step(float[] action) {
      return inner.step(action);
    }

    @Override
    public int actionRepeat() {
      return 3;
    }

    @Override
    public void close() {
      events.add("closed on " + Thread.currentThread().getName());
    }
  }

  private final List<VectorEnvironment> opened = new ArrayList<>();
  private final List<Episode> kept = new ArrayList<>();
  private final Batched policy = new Batched();

  /** One environment for each length of episode. */
  private EnvironmentCollector collector(int... episodeSteps) {
    return new EnvironmentCollector(environments(episodeSteps), kept::add);
  }

  private VectorEnvironment environments(int... episodeSteps) {
    VectorEnvironment environments =
        new VectorEnvironment(
            IntStream.range(0, episodeSteps.length)
                .<Supplier<Environment>>mapToObj(
                    i -> () -> new DummyEnvironment(i, episodeSteps[i]))
                .toList());
    opened.add(environments);
    return environments;
  }

  @AfterEach
  void close() {
    opened.forEach(VectorEnvironment::close);
  }

  private static List<Integer> lengths(List<Episode> episodes) {
    return episodes.stream().map(Episode::agentSteps).toList();
  }

  @Test
  void oneEnvironmentGoesOnWhileEpisodesAreShort() throws IOException {
    assertEquals(List.of(7, 7, 7), lengths(collector(7).collect(policy, 3, 10)));
  }

  @Test
  void oneEnvironmentGoesOnWhileStepsAreShort() throws IOException {
    assertEquals(List.of(7, 7, 7, 7), lengths(collector(7).collect(policy, 1, 22)));
    assertEquals(List.of(7, 7, 7), lengths(collector(7).collect(policy, 1, 21)));
    assertEquals(List.of(7), lengths(collector(7).collect(policy, 0, 1)));
  }

  @Test
  void nothingIsCollectedIfNothingIsAskedFor() throws IOException {
    assertEquals(List.of(), collector(7, 7).collect(policy, 0, 0));
    assertEquals(List.of(), policy.batchSizes);
  }

  @Test
  void episodesReachTheSinkInTheOrderInWhichTheyEnd() throws IOException {
    List<Episode> episodes = collector(9, 4).collect(policy, 3, 0);

    assertEquals(List.of(4, 4, 9), lengths(episodes));
    for (int i = 0; i < 3; i++) {
      assertSame(episodes.get(i), kept.get(i));
    }
  }

  @Test
  void severalEnvironmentsShareOneCallOfThePolicy() throws IOException {
    collector(6, 6, 6).collect(policy, 3, 0);

    assertEquals(Collections.nCopies(6, 3), policy.batchSizes);
  }

  @Test
  void noMoreEpisodesAreStartedThanAreNeeded() throws IOException {
    assertEquals(2, collector(5, 5, 5, 5).collect(policy, 2, 0).size());
    assertEquals(6, collector(5, 5, 5, 5).collect(policy, 6, 30).size());
    assertEquals(1, collector(5, 5, 5, 5).collect(policy, 1, 5).size());
  }

  @Test
  void missingStepsAreCollectedInParallel() throws IOException {
    List<Episode> episodes = collector(5, 5, 5).collect(policy, 1, 20);

    assertEquals(List.of(5, 5, 5, 5), lengths(episodes));
    assertEquals(List.of(1, 1, 1, 1, 1, 3, 3, 3, 3, 3), policy.batchSizes);
  }

  @Test
  void bothNumbersAreReachedWhateverTheLengths() throws IOException {
    for (int agentSteps : new int[] {0, 1, 17, 40, 100}) {
      for (int episodes : new int[] {1, 2, 5, 9}) {
        List<Episode> collected = collector(3, 11, 20).collect(policy, episodes, agentSteps);

        assertTrue(collected.size() >= episodes);
        assertTrue(lengths(collected).stream().mapToInt(i -> i).sum() >= agentSteps);
      }
    }
  }

  @Test
  void everyEpisodeIsWholeAndHasItsOwnPolicyState() throws IOException {
    for (Episode episode : collector(3, 11, 20).collect(policy, 7, 0)) {
      int rows = episode.length();
      assertEquals(0, episode.get(Episode.PCONT).get(rows - 1));
      float[] action = episode.get(Episode.ACTION).toFloats();
      for (int t = 0; t < rows; t++) {
        assertEquals(t / 1000f, action[5 * t]);
      }
    }
  }

  @Test
  void oneEnvironmentCollectsWhatADriverDoes() throws IOException {
    Environment alone = new DummyEnvironment(0, 8);
    Episode expected = new Driver(alone).runEpisode(new RandomPolicy(alone.spec().action(), 5));

    Episode collected =
        collector(8).collect(new RandomPolicy(alone.spec().action(), 5), 1, 0).get(0);

    assertEquals(expected.arrays().keySet(), collected.arrays().keySet());
    for (String key : expected.arrays().keySet()) {
      assertArrayEquals(expected.get(key).toFloats(), collected.get(key).toFloats());
    }
  }

  @Test
  void listenerHearsOfEveryResetAndStepWithItsEnvironment() throws IOException {
    List<String> heard = new ArrayList<>();
    new EnvironmentCollector(
            environments(1, 2),
            kept::add,
            (index, action, step) -> heard.add(index + (step.first() ? " reset" : " step")))
        .collect(policy, 2, 0);

    assertEquals(List.of("0 reset", "1 reset", "0 step", "1 step", "1 step"), heard);
  }

  @Test
  void episodeThatCannotBeKeptEndsTheCollecting() {
    IOException full = new IOException("disk full");
    EnvironmentCollector collector =
        new EnvironmentCollector(
            environments(3),
            episode -> {
              throw full;
            });

    assertSame(full, assertThrows(IOException.class, () -> collector.collect(policy, 2, 0)));
  }

  @Test
  void everyCallStartsAnewEvenAfterAFailure() throws IOException {
    VectorEnvironment environments = environments(5);
    Policy<Integer> wrong =
        new Batched() {
          @Override
          public Decision<Integer> act(Integer state, Observation observation) {
            return new Decision<>(new float[state == 2 ? 4 : 5], state + 1);
          }
        };
    EnvironmentCollector collector = new EnvironmentCollector(environments, kept::add);

    assertThrows(IllegalArgumentException.class, () -> collector.collect(wrong, 1, 0));

    assertEquals(List.of(5), lengths(collector.collect(policy, 1, 0)));
  }

  @Test
  void negativeNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> collector(3).collect(policy, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> collector(3).collect(policy, 1, -1));
  }

  @Test
  void aCollectorOfOwnEnvironmentsIsMadeAndClosedAsAWhole() throws IOException {
    List<String> events = new ArrayList<>();
    EnvironmentCollector collector =
        EnvironmentCollector.test(
            configured(Map.of("batch_shape", List.of(1, 2))),
            seed -> new Repeating(events),
            0,
            kept::add);
    try (collector) {
      assertEquals(3, collector.actionRepeat());
      assertEquals(List.of(4, 4), lengths(collector.collect(policy, 2, 0)));
      assertEquals(2, kept.size());
    }
    assertThrows(IllegalStateException.class, () -> collector.collect(policy, 1, 0));
    assertEquals(List.of("closed on dreamer-environment-0"), events);
  }

  @Test
  void ownEnvironmentsAreAsManyAndAsLongAsTheConfigurationSays() throws IOException {
    DreamerConfig config =
        configured(
            Map.of(
                "num_envs", 3, "max_length", 7, "action_repeat", 2, "batch_shape", List.of(1, 5)));
    Set<Long> seeds = Collections.synchronizedSet(new TreeSet<>());
    try (EnvironmentCollector collector =
        EnvironmentCollector.train(config, seed -> dummy(seeds, seed, 100), 4, kept::add)) {
      assertEquals(2, collector.actionRepeat());
      assertEquals(List.of(7, 7, 7), lengths(collector.collect(policy, 3, 0)));
    }
    assertEquals(3, seeds.size(), "each has a seed of its own");
    assertTrue(seeds.stream().allMatch(seed -> seed >= 0), seeds.toString());
    try (EnvironmentCollector collector =
        EnvironmentCollector.test(config, seed -> dummy(seeds, seed, 4), 4, kept::add)) {
      assertEquals(List.of(5), lengths(collector.collect(policy, 1, 0)), "the batch length");
    }
    assertEquals(3, seeds.size(), "a test has one environment, of the same seed");
  }

  @Test
  void whatOwnEnvironmentsCannotDoIsRefused() {
    assertTrue(
        refusal(Map.of("isolate_envs", "process"))
            .startsWith("isolate_envs: process is for tasks"));
    assertEquals(
        "environment 0: action_repeat is 2, but the environment repeats each action 3 times by"
            + " itself; let action_repeat be 0",
        refusal(Map.of("action_repeat", 2)));
  }

  private String refusal(Map<String, ?> values) {
    List<String> events = new ArrayList<>();
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    EnvironmentCollector.train(
                        configured(values), seed -> new Repeating(events), 0, kept::add))
            .getMessage());
  }

  private static Environment dummy(Set<Long> seeds, long seed, int steps) {
    seeds.add(seed);
    return new DummyEnvironment(seed, steps);
  }

  private static DreamerConfig configured(Map<String, ?> values) {
    return DreamerConfig.defaults().with(values);
  }
}
