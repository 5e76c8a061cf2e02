package org.dreamer4j.cli.run;

import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.TaskInfo;

/** Which tasks can run here. */
public final class AvailableTasks {
  private AvailableTasks() {}

  /**
   * Refuses a configuration whose tasks cannot run here.
   *
   * @throws UsageException if a task does not exist, or needs what is not here
   */
  public static void require(DreamerConfig config) {
    Registry registry = Simulators.registry(config);
    for (String name : config.task().tasks()) {
      TaskInfo task;
      try {
        task = registry.task(name);
      } catch (IllegalArgumentException e) {
        throw new UsageException(
            "%s (%s lists all; --classpath adds your own)"
                .formatted(e.getMessage(), Hint.command("tasks")));
      }
      if (!task.isAvailable()) {
        throw new UsageException(
            "task '" + task.name() + "' cannot run here: " + task.unavailable());
      }
    }
  }
}
