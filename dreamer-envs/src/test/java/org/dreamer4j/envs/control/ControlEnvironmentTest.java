package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.EnvironmentLostException;
import org.dreamer4j.core.Observation;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.TaskInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;

class ControlEnvironmentTest {
  static Stream<String> tasks() {
    return ControlTasks.names().stream();
  }

  private static float[] draw(SplittableRandom random, int size) {
    float[] action = new float[size];
    for (int i = 0; i < size; i++) {
      action[i] = (float) random.nextDouble(-1, 1);
    }
    return action;
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void episodesEndByTimeLimitWithPcontOne(String task) {
    int controlSteps = task.equals(ControlTasks.QUICKSTART) ? 100 : 1000;
    for (int repeat : new int[] {1, 2, 3}) {
      try (ControlEnvironment<Physics> environment = ControlTasks.make(task, 0, repeat, 0)) {
        assertEquals(repeat, environment.actionRepeat());
        int agentSteps = 0;
        TimeStep step = environment.reset();
        assertTrue(step.first());
        while (!step.last()) {
          step = environment.step(new float[environment.spec().action().size()]);
          agentSteps++;
          assertEquals(1, step.pcont());
        }
        assertEquals((controlSteps + repeat - 1) / repeat, agentSteps);
        assertThrows(
            IllegalStateException.class,
            () -> environment.step(new float[environment.spec().action().size()]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void rewardsLieBetweenZeroAndOneAndObservationsAreFinite(String task) {
    SplittableRandom random = new SplittableRandom(4);
    try (ControlEnvironment<Physics> environment = ControlTasks.make(task, 7, 1, 0)) {
      for (int episode = 0; episode < 3; episode++) {
        TimeStep step = environment.reset();
        assertEquals(0, step.reward());
        while (!step.last()) {
          step = environment.step(draw(random, environment.spec().action().size()));
          assertTrue(step.reward() >= 0 && step.reward() <= 1, "reward " + step.reward());
          for (Array array : step.observation().arrays().values()) {
            for (int i = 0; i < array.size(); i++) {
              assertTrue(Double.isFinite(array.get(i)));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void observationsMatchTheSpecWithTheImageLast(String task) {
    try (ControlEnvironment<Physics> environment = ControlTasks.make(task, 0)) {
      Observation observation = environment.reset().observation();
      List<String> keys = new ArrayList<>(environment.spec().observation().keySet());
      assertEquals(keys, new ArrayList<>(observation.arrays().keySet()));
      assertEquals(Observation.IMAGE, keys.get(keys.size() - 1));
      environment
          .spec()
          .observation()
          .forEach(
              (key, spec) -> {
                Array array = observation.get(key);
                assertArrayEquals(spec.shape(), array.shape(), key);
                assertEquals(spec instanceof Spec.Image, array instanceof Array.Uint8);
                assertEquals(spec instanceof Spec.Box, array instanceof Array.Float32);
              });
      assertEquals(Spec.Image.RGB64, environment.spec().observation().get(Observation.IMAGE));
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void theSameSeedAndActionsGiveTheSameSteps(String task) {
    assertTrue(trace(task, 3).equals(trace(task, 3)));
    assertFalse(trace(task, 3).equals(trace(task, 4)));
  }

  private static List<Integer> trace(String task, long seed) {
    List<Integer> hashes = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(11);
    try (ControlEnvironment<Physics> environment = ControlTasks.make(task, seed, 2, 16)) {
      for (int episode = 0; episode < 2; episode++) {
        TimeStep step = environment.reset();
        for (int i = 0; i < 20; i++) {
          step = environment.step(draw(random, environment.spec().action().size()));
          hashes.add(Arrays.hashCode(step.observation().image()));
          hashes.add(Double.hashCode(step.reward()));
        }
      }
    }
    return hashes;
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void repeatingSumsTheRewardsOfTheSameControlSteps(String task) {
    try (ControlEnvironment<Physics> single = ControlTasks.make(task, 5, 1, 16);
        ControlEnvironment<Physics> repeated = ControlTasks.make(task, 5, 3, 16)) {
      single.reset();
      repeated.reset();
      SplittableRandom random = new SplittableRandom(6);
      for (int i = 0; i < 30; i++) {
        float[] action = draw(random, single.spec().action().size());
        TimeStep expected = single.step(action);
        double reward = expected.reward();
        expected = single.step(action);
        reward += expected.reward();
        expected = single.step(action);
        reward += expected.reward();
        TimeStep step = repeated.step(action);
        assertEquals(reward, step.reward(), 0);
        assertArrayEquals(expected.observation().image(), step.observation().image());
      }
    }
  }

  @Test
  @SuppressWarnings("try") // Closing twice is what is tested.
  void wrongActionsAreRejected() {
    try (ControlEnvironment<Physics> environment = ControlTasks.make("reacher_easy", 0, 2, 0)) {
      assertThrows(IllegalStateException.class, () -> environment.step(new float[2]));
      environment.reset();
      for (float[] action :
          new float[][] {{1.001f, 0}, {Float.NaN, 0}, {0}, {0, 0, 0}, {0, -1.001f}}) {
        assertThrows(IllegalArgumentException.class, () -> environment.step(action));
      }
      environment.step(new float[] {1, -1});
      environment.close();
      environment.close();
      assertThrows(IllegalStateException.class, () -> environment.step(new float[2]));
      assertThrows(IllegalStateException.class, environment::reset);
    }
  }

  @Test
  void providerListsAndMakesAllTasksAtActionRepeatTwo() {
    ControlProvider provider = new ControlProvider();
    assertEquals(
        ControlTasks.names(),
        provider.tasks(SimulatorOptions.DEFAULT).stream().map(TaskInfo::name).toList());
    for (String task : ControlTasks.names()) {
      try (var environment = provider.make(task, EnvironmentOptions.seeded(1))) {
        assertEquals(2, environment.actionRepeat());
      }
    }
    try (var environment = provider.make("pendulum_swingup", new EnvironmentOptions(0, 4, 0, 0))) {
      assertEquals(4, environment.actionRepeat());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> provider.make("walker_walk", EnvironmentOptions.seeded(0)));
    assertThrows(
        IllegalArgumentException.class, () -> ControlTasks.make("pendulum_swingup", 0, 0, 64));
  }

  @Test
  void aSimulatorThatFailsCostsTheEpisode() {
    EmbeddedTask task = ControlTasks.task("pendulum_swingup");
    Physics physics = Mockito.spy(task.physics());
    try (Environment environment = new ControlEnvironment<>(task, physics, out -> {}, 0, 2, 0)) {
      environment.reset();
      Mockito.doThrow(new IllegalStateException("diverged")).when(physics).step(1);

      EnvironmentLostException lost =
          assertThrows(EnvironmentLostException.class, () -> environment.step(new float[] {0}));
      assertEquals("diverged", lost.getMessage());
      assertThrows(IllegalStateException.class, () -> environment.step(new float[] {0}));

      Mockito.doCallRealMethod().when(physics).step(1);
      environment.reset();
      assertFalse(environment.step(new float[] {0}).last());
    }
  }
}
