package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.dreamer4j.envs.mujoco.SuiteModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our models and tasks give dm_control's trajectories, observations and rewards. */
class SuiteTasksGoldenTest {
  /** Of 1 and of the figure: they are written with nine digits and compared as floats. */
  private static final double TOLERANCE = 1e-7;

  @ParameterizedTest
  @CsvSource({
    "finger_spin, finger_spin",
    "finger_turn_easy, finger_turn_easy",
    "finger_turn_hard, finger_turn_hard",
    "cheetah, cheetah_run",
    "ball_in_cup, cup_catch",
    "walker, walker_stand",
    "walker, walker_walk",
    "walker, walker_run",
    "hopper, hopper_stand",
    "hopper, hopper_hop",
    "quadruped, quadruped_walk",
    "quadruped, quadruped_run"
  })
  void everyStepIsDmControls(String file, String name) throws IOException {
    assumeMeasuredVersion();
    GoldenEpisode golden = GoldenEpisode.read(file);
    int column = golden.tasks().indexOf(name);
    SuiteTask task = SuiteTasks.task(name);
    try (ContactPhysics physics = SuiteModels.open(task)) {
      physics.reset();
      if (golden.state().containsKey("target")) {
        double[] target = golden.part("target");
        physics.place("target", target[0], 0, target[1]);
      }
      physics.setState(golden.part("qpos"), golden.part("qvel"));
      physics.forward();
      for (int t = 0; t < golden.steps().size(); t++) {
        GoldenEpisode.Step step = golden.steps().get(t);
        String where = name + " after " + t + " control steps";
        for (int m = 0; m < step.controls().length; m++) {
          physics.setControl(m, step.controls()[m]);
        }
        if (t > 0) {
          physics.step(task.substeps());
          assertEquals(step.rewards()[column], task.reward(physics), 1e-9, where);
        }
        assertObservations(golden.keys(), step.observations(), task.observe(physics), where);
      }
    }
  }

  /** The joints drawn with this seed, 200 free steps from there in dm_control's order. */
  @Test
  void cheetahsSettleAsInDmControl() {
    double[] settled = {
      0.053601527121484485,
      -0.08661460644371795,
      0.022394004639597283,
      -0.0771683544863075,
      -0.032321543481949384,
      -0.1004734512750243,
      0.007973069843666794,
      0.019270736597088275,
      0.037478844187809925
    };
    assumeMeasuredVersion();
    SuiteTask task = SuiteTasks.task("cheetah_run");
    try (ContactPhysics physics = SuiteModels.open(task)) {
      physics.reset();
      task.initialize(physics, new SplittableRandom(1));
      assertArrayEquals(settled, physics.positions(), 1e-9);
      assertEquals(-0.005975231155820311, physics.velocities()[0], 1e-9);
    }
  }

  private static void assumeMeasuredVersion() {
    String version = SuiteModels.library().version();
    assumeTrue(version.equals("2.2.2"), "measured with MuJoCo 2.2.2, this is " + version);
  }

  private static void assertObservations(
      List<String> keys, double[] expected, Map<String, float[]> vectors, String where) {
    assertEquals(keys, new ArrayList<>(vectors.keySet()), where);
    int at = 0;
    for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
      for (float value : vector.getValue()) {
        double figure = expected[at++];
        double tolerance = TOLERANCE * Math.max(1, Math.abs(figure));
        assertEquals(figure, value, tolerance, where + ", " + vector.getKey());
      }
    }
    assertEquals(expected.length, at, where);
  }
}
