package org.dreamer4j.envs.control;

import java.util.List;
import org.dreamer4j.core.Environment;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.EnvironmentProvider;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.TaskInfo;

/**
 * Offers the tasks of the embedded engine, by default with every action repeated twice. Those of
 * the suite are left to libmujoco when the options say so.
 */
public final class ControlProvider implements EnvironmentProvider {
  private static final int ACTION_REPEAT = 2;

  /** For {@link java.util.ServiceLoader}. */
  public ControlProvider() {}

  @Override
  public List<TaskInfo> tasks(SimulatorOptions simulators) {
    return ControlTasks.infos().stream()
        .filter(
            info ->
                !simulators.mujoco().takesEmbeddedTasks()
                    || info.name().equals(ControlTasks.QUICKSTART))
        .toList();
  }

  /**
   * The bare environment; episode lengths other than the task's own are for wrappers.
   *
   * @throws IllegalArgumentException if there is no such task, or a camera is asked for that only
   *     libmujoco has
   */
  @Override
  public Environment make(String task, EnvironmentOptions options) {
    if (options.simulators().camera().orElse(0) != 0) {
      throw new IllegalArgumentException(
          "the embedded engine has camera 0 only; native_physics: true has the model's others");
    }
    int repeat = options.actionRepeat() == 0 ? ACTION_REPEAT : options.actionRepeat();
    return ControlTasks.make(task, options.seed(), repeat, options.simulators().renderSize());
  }
}
