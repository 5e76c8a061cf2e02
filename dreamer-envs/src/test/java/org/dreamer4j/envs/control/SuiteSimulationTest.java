package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.mujoco.SuiteModels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole episodes of the tasks with models of ours, on real libmujoco, without pictures. */
class SuiteSimulationTest {
  private static final int CONTROL_STEPS = 1000;

  static Stream<String> tasks() {
    return SuiteTasks.names().stream().filter(SuiteTasks::hasOwnModel);
  }

  private static ControlEnvironment<ContactPhysics> make(String name, long seed) {
    SuiteTask task = SuiteTasks.task(name);
    return new ControlEnvironment<>(task, SuiteModels.open(task), out -> {}, seed, 1, 0);
  }

  private static float[] draw(SplittableRandom random, Spec action) {
    Spec.Box box = (Spec.Box) action;
    float[] drawn = new float[box.size()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) random.nextDouble(box.low()[i], box.high()[i]);
    }
    return drawn;
  }

  /** Rewards and observations of an episode of random actions, checked as they come. */
  private static List<double[]> episode(ControlEnvironment<ContactPhysics> environment) {
    SplittableRandom random = new SplittableRandom(5);
    List<double[]> steps = new ArrayList<>();
    TimeStep step = environment.reset();
    steps.add(figures(step));
    for (int t = 1; t <= CONTROL_STEPS; t++) {
      assertFalse(step.last(), "ended before step " + t);
      step = environment.step(draw(random, environment.spec().action()));
      double reward = step.reward();
      assertTrue(reward >= 0 && reward <= 1, "reward " + reward + " at step " + t);
      assertEquals(1, step.pcont());
      steps.add(figures(step));
    }
    assertTrue(step.last(), "no end at the time limit");
    return steps;
  }

  private static double[] figures(TimeStep step) {
    List<Double> figures = new ArrayList<>();
    figures.add(step.reward());
    for (Array array : step.observation().arrays().values()) {
      for (int i = 0; i < array.size(); i++) {
        assertTrue(Double.isFinite(array.get(i)), "observation " + array.get(i));
        figures.add(array.get(i));
      }
    }
    return figures.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void aThousandRandomStepsAreFiniteRewardedWithinBoundsAndTheSameForASeed(String name) {
    List<double[]> first;
    try (ControlEnvironment<ContactPhysics> environment = make(name, 11)) {
      first = episode(environment);
      assertEquals(
          SuiteTasks.task(name).observationSizes().values().stream().mapToInt(n -> n).sum() + 1,
          first.get(0).length);
    }
    try (ControlEnvironment<ContactPhysics> environment = make(name, 11)) {
      List<double[]> second = episode(environment);
      for (int t = 0; t < first.size(); t++) {
        assertArrayEquals(first.get(t), second.get(t), "step " + t);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void anEarlierEpisodeLeavesNoTraceAndAnotherSeedStartsElsewhere(String name) {
    try (ControlEnvironment<ContactPhysics> environment = make(name, 3);
        ControlEnvironment<ContactPhysics> shorter = make(name, 3);
        ControlEnvironment<ContactPhysics> other = make(name, 4)) {
      float[] still = new float[environment.spec().action().size()];
      double[] start = figures(environment.reset());
      assertArrayEquals(start, figures(shorter.reset()));
      assertFalse(java.util.Arrays.equals(start, figures(other.reset())), "seed without effect");
      SplittableRandom random = new SplittableRandom(6);
      for (int t = 0; t < 50; t++) {
        environment.step(draw(random, environment.spec().action()));
      }
      environment.reset();
      shorter.reset();
      for (int t = 0; t < 20; t++) {
        assertArrayEquals(figures(shorter.step(still)), figures(environment.step(still)), "t" + t);
      }
    }
  }
}
