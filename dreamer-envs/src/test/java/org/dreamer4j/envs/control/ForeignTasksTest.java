package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.TimeStep;
import org.dreamer4j.envs.mujoco.SuiteModels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All tasks on the models of a user's dm_control, where the environment says where it is. */
class ForeignTasksTest {
  private static final String VARIABLE = "DM_CONTROL_SUITE";

  static Stream<String> tasks() {
    return SuiteTasks.names().stream();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void anEpisodeOnDmControlsModelIsFiniteAndRewardedWithinBounds(String name) {
    String folder = System.getenv(VARIABLE);
    assumeTrue(folder != null, "needs dm_control's folder suite in " + VARIABLE);
    SuiteTask task = SuiteTasks.task(name);
    ContactPhysics physics = SuiteModels.open(task, Path.of(folder));
    try (ControlEnvironment<ContactPhysics> environment =
        new ControlEnvironment<>(task, physics, out -> {}, 2, 1, 0)) {
      Spec.Box box = (Spec.Box) environment.spec().action();
      SplittableRandom random = new SplittableRandom(7);
      TimeStep step = environment.reset();
      for (int t = 0; t < task.controlSteps(); t++) {
        float[] action = new float[box.size()];
        for (int i = 0; i < action.length; i++) {
          action[i] = (float) random.nextDouble(box.low()[i], box.high()[i]);
        }
        step = environment.step(action);
        assertTrue(step.reward() >= 0 && step.reward() <= 1, "reward " + step.reward());
        for (String key : task.observationSizes().keySet()) {
          Array array = step.observation().get(key);
          assertEquals(task.observationSizes().get(key), array.size(), key);
          for (int i = 0; i < array.size(); i++) {
            assertTrue(Double.isFinite(array.get(i)), key + " is " + array.get(i));
          }
        }
      }
      assertTrue(step.last(), "no end at the time limit");
      assertEquals(1, step.pcont());
    }
  }
}
