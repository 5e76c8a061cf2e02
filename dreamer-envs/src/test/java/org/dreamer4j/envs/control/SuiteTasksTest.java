package org.dreamer4j.envs.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteTasksTest {
  @Test
  void thereAreTheTwelveOfThePaperAndSixMore() {
    assertEquals(18, SuiteTasks.names().size());
    List<String> foreign =
        SuiteTasks.names().stream().filter(name -> !SuiteTasks.hasOwnModel(name)).toList();
    assertEquals(
        List.of(
            "humanoid_walk",
            "fish_upright",
            "pointmass_easy",
            "manipulator_bring",
            "quadruped_escape",
            "quadruped_fetch"),
        foreign);
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    for (String name : List.of("walker_fly", "pendulum_swingup", "")) {
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> SuiteTasks.task(name));
      assertTrue(error.getMessage().contains("walker_walk"), error.getMessage());
      assertThrows(IllegalArgumentException.class, () -> SuiteTasks.description(name));
      assertThrows(IllegalArgumentException.class, () -> SuiteTasks.hasOwnModel(name));
    }
  }

  @Test
  void everyEnvironmentGetsATaskOfItsOwn() {
    assertNotSame(SuiteTasks.task("manipulator_bring"), SuiteTasks.task("manipulator_bring"));
  }

  @ParameterizedTest
  @CsvSource({
    "finger_spin, finger, 2, 0, '{position=4, velocity=3, touch=2}'",
    "finger_turn_easy, finger, 2, 0,"
        + " '{position=4, velocity=3, touch=2, target_position=2, dist_to_target=1}'",
    "finger_turn_hard, finger, 2, 0,"
        + " '{position=4, velocity=3, touch=2, target_position=2, dist_to_target=1}'",
    "cheetah_run, cheetah, 1, 0, '{position=8, velocity=9}'",
    "cup_catch, ball_in_cup, 10, 0, '{position=4, velocity=4}'",
    "walker_stand, walker, 10, 0, '{orientations=14, height=1, velocity=9}'",
    "walker_walk, walker, 10, 0, '{orientations=14, height=1, velocity=9}'",
    "walker_run, walker, 10, 0, '{orientations=14, height=1, velocity=9}'",
    "hopper_stand, hopper, 4, 0, '{position=6, velocity=7, touch=2}'",
    "hopper_hop, hopper, 4, 0, '{position=6, velocity=7, touch=2}'",
    "quadruped_walk, quadruped, 4, 2,"
        + " '{egocentric_state=44, torso_velocity=3, torso_upright=1, imu=6, force_torque=24}'",
    "quadruped_run, quadruped, 4, 2,"
        + " '{egocentric_state=44, torso_velocity=3, torso_upright=1, imu=6, force_torque=24}'",
    "quadruped_escape, quadruped, 4, 2,"
        + " '{egocentric_state=44, torso_velocity=3, torso_upright=1, imu=6, force_torque=24,"
        + " origin=3, rangefinder=20}'",
    "quadruped_fetch, quadruped, 4, 2,"
        + " '{egocentric_state=44, torso_velocity=3, torso_upright=1, imu=6, force_torque=24,"
        + " ball_state=9, target_position=3}'",
    "humanoid_walk, humanoid, 5, 0, '{joint_angles=21, head_height=1, extremities=12,"
        + " torso_vertical=3, com_velocity=3, velocity=27}'",
    "fish_upright, fish, 10, 0, '{joint_angles=7, upright=1, velocity=13}'",
    "pointmass_easy, point_mass, 1, 0, '{position=2, velocity=2}'",
    "manipulator_bring, manipulator, 10, 0, '{arm_pos=16, arm_vel=8, touch=5, hand_pos=4,"
        + " object_pos=4, object_vel=3, target_pos=4}'"
  })
  void domainsStepsCamerasAndObservationsAreTheSuites(
      String name, String domain, int substeps, int camera, String sizes) {
    SuiteTask task = SuiteTasks.task(name);
    assertEquals(domain, task.domain());
    assertEquals(substeps, task.substeps());
    assertEquals(camera, task.camera());
    assertEquals(1000, task.controlSteps());
    assertEquals(sizes, task.observationSizes().toString());
    assertTrue(SuiteTasks.description(name).length() > 10);
  }
}
