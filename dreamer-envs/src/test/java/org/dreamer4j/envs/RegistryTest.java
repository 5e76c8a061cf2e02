package org.dreamer4j.envs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.wrap.FiniteCheck;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private static final EnvironmentOptions PLAIN = EnvironmentOptions.seeded(3);

  private static EnvironmentProvider offering(int episodeSteps, TaskInfo... tasks) {
    EnvironmentProvider provider = mock(EnvironmentProvider.class);
    when(provider.tasks(SimulatorOptions.DEFAULT)).thenReturn(List.of(tasks));
    when(provider.make(any(), any())).thenAnswer(call -> new DummyEnvironment(0, episodeSteps));
    return provider;
  }

  private static Registry of(EnvironmentProvider... providers) {
    return new Registry(Arrays.asList(providers), SimulatorOptions.DEFAULT);
  }

  private static TaskInfo runnable(String name) {
    return TaskInfo.available(name, "a task");
  }

  private static Episode episode(Environment environment) {
    return new Driver(environment).runEpisode(new RandomPolicy(environment.spec().action(), 0));
  }

  private static String refusal(Registry registry, String task) {
    return assertThrows(IllegalArgumentException.class, () -> registry.make(task, PLAIN))
        .getMessage();
  }

  @Test
  void providersOnTheClassPathAreFound() {
    List<String> names = Registry.load().tasks().stream().map(TaskInfo::name).toList();

    assertTrue(names.containsAll(List.of("dummy", "walker_walk", "atari_pong")));
    assertEquals(names.stream().sorted().distinct().toList(), names);
  }

  @Test
  void givenProvidersGoBeforeThoseOnTheClassPath() {
    EnvironmentProvider own = offering(7, runnable("dummy"));

    assertEquals(7, episode(Registry.load(own).make("dummy", PLAIN)).agentSteps());
  }

  @Test
  void taskThatCanRunGoesBeforeOneThatCannot() {
    EnvironmentProvider unable =
        offering(0, new TaskInfo("walker_walk", "Walk", "needs legs; grow some"));
    EnvironmentProvider able = offering(7, runnable("walker_walk"));

    for (Registry registry : List.of(of(unable, able), of(able, unable))) {
      assertTrue(registry.task("walker_walk").isAvailable());
      assertEquals(7, episode(registry.make("walker_walk", PLAIN)).agentSteps());
    }
  }

  @Test
  void providerGetsTheCanonicalNameAndAllOptions() {
    EnvironmentProvider provider = offering(7, runnable("cup_catch"));
    EnvironmentOptions options = new EnvironmentOptions(9, 4, 2, 3);

    of(provider).make("dmc_cup_catch", options);

    verify(provider).make("cup_catch", options);
  }

  @Test
  void exactNamesAreNotTranslated() {
    EnvironmentProvider provider = offering(7, runnable("dmc_mine"), runnable("mine"));

    of(provider).make("dmc_mine", PLAIN);

    verify(provider).make("dmc_mine", PLAIN);
  }

  @Test
  void minimumIsAppliedBeforeMaximumAndFiniteCheckLast() {
    Registry registry = of(offering(5, runnable("short")));

    assertEquals(5, episode(registry.make("short", PLAIN)).agentSteps());
    Environment stretched = registry.make("short", new EnvironmentOptions(0, 0, 8, 0));
    assertEquals(8, episode(stretched).agentSteps());
    Environment cut = registry.make("short", new EnvironmentOptions(0, 0, 8, 6));
    Episode episode = episode(cut);
    assertEquals(6, episode.agentSteps());
    assertEquals(1, episode.get(Episode.PCONT).get(6));
    assertInstanceOf(FiniteCheck.class, cut);
  }

  @Test
  void infiniteRewardsDoNotLeaveTheRegistry() {
    Environment blownUp = mock(Environment.class);
    when(blownUp.reset())
        .thenReturn(TimeStep.transition(new DummyEnvironment(0).reset().observation(), 1 / 0.0));
    EnvironmentProvider provider = mock(EnvironmentProvider.class);
    when(provider.tasks(SimulatorOptions.DEFAULT)).thenReturn(List.of(runnable("blow_up")));
    when(provider.make(any(), any())).thenReturn(blownUp);

    assertThrows(IllegalStateException.class, () -> of(provider).make("blow_up", PLAIN).reset());
  }

  @Test
  void unknownTaskIsRefusedWithTheClosestName() {
    Registry registry = Registry.load();

    assertEquals(
        "unknown task 'walker_wlak'; did you mean 'walker_walk'?",
        refusal(registry, "walker_wlak"));
    assertEquals(
        "unknown task 'dmc_walker_wak'; did you mean 'walker_walk'?",
        refusal(registry, "dmc_walker_wak"));
    assertEquals("unknown task 'bipedal_climbing'", refusal(registry, "bipedal_climbing"));
  }

  @Test
  void unavailableTaskIsRefusedWithTheReason() {
    assertEquals(
        "task 'dmc_cup_catch' cannot run here: needs a cup; bring one",
        refusal(
            of(offering(0, new TaskInfo("cup_catch", "Catch", "needs a cup; bring one"))),
            "dmc_cup_catch"));
  }

  @Test
  void dummyRunsWithTheActionRepeatAskedFor() {
    Registry registry = of(new DummyProvider());

    assertEquals(1, registry.make("dummy", PLAIN).actionRepeat());
    Environment repeated = registry.make("dummy", new EnvironmentOptions(0, 50, 0, 0));
    assertEquals(50, repeated.actionRepeat());
    assertEquals(20, episode(repeated).agentSteps());
  }

  @Test
  void dummyProviderMakesNothingElse() {
    assertThrows(
        IllegalArgumentException.class, () -> new DummyProvider().make("walker_walk", PLAIN));
  }

  @Test
  void infoOfATaskIsTheProvidersOwn() {
    TaskInfo info = runnable("mine");

    assertSame(info, of(offering(1, info)).task("dmc_mine"));
    assertDoesNotThrow(() -> of().tasks());
  }
}
