package org.dreamer4j.envs.mujoco;

import org.dreamer4j.envs.control.ControlTasks;
import org.dreamer4j.envs.control.Physics;

/**
 * Compares libmujoco with the embedded engine, which follows MuJoCo to rounding: whatever reads a
 * wrong member, or another model than the one given, does not pass.
 */
final class SelfTest {
  private static final int STEPS = 50;
  private static final double TOLERANCE = 1e-9;

  private SelfTest() {}

  /**
   * Checks a library.
   *
   * @throws IllegalStateException if its figures are not the embedded engine's
   */
  static void check(MujocoLibrary library) {
    for (NativeTask task :
        new NativeTask[] {NativeTask.of("pendulum_swingup"), NativeTask.of("cartpole_swingup")}) {
      try (MujocoPhysics physics =
              MujocoPhysics.open(library, ModelSource.own().read(task.domain()), task.aliases());
          Physics embedded = ControlTasks.task(task.name()).physics()) {
        compare(library, task, physics, embedded);
      }
    }
  }

  private static void compare(
      MujocoLibrary library, NativeTask task, Physics physics, Physics embedded) {
    String body = "pole";
    physics.setState("hinge", 0.7, -0.3);
    embedded.setState("hinge", 0.7, -0.3);
    physics.forward();
    for (int t = 0; t < STEPS; t++) {
      double control = Math.sin(t);
      physics.setControl(0, control);
      embedded.setControl(0, control);
      physics.step(1);
      embedded.step(1);
      double gap =
          Math.abs(physics.position("hinge") - embedded.position("hinge"))
              + Math.abs(physics.velocity("hinge") - embedded.velocity("hinge"))
              + physics.pose(body).distance(embedded.pose(body))
              + Math.abs(physics.pose(body).zz() - embedded.pose(body).zz());
      if (!(gap <= TOLERANCE)) {
        throw new IllegalStateException(
            "MuJoCo "
                + library.version()
                + " at "
                + library.file()
                + " does not simulate "
                + task.domain()
                + " as expected: off by "
                + gap
                + " at step "
                + t);
      }
    }
  }
}
