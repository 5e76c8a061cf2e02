package org.dreamer4j.envs.control;

import java.util.List;
import org.dreamer4j.core.Environment;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.EnvironmentProvider;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.TaskInfo;

/** Offers the tasks of the embedded engine, by default with every action repeated twice. */
public final class ControlProvider implements EnvironmentProvider {
  private static final int ACTION_REPEAT = 2;

  /** For {@link java.util.ServiceLoader}. */
  public ControlProvider() {}

  @Override
  public List<TaskInfo> tasks(SimulatorOptions simulators) {
    return ControlTasks.infos();
  }

  /** The bare environment; episode lengths other than the task's own are for wrappers. */
  @Override
  public Environment make(String task, EnvironmentOptions options) {
    int repeat = options.actionRepeat() == 0 ? ACTION_REPEAT : options.actionRepeat();
    return ControlTasks.make(task, options.seed(), repeat, ControlTasks.IMAGE_SIZE);
  }
}
