package org.dreamer4j.envs;

import java.util.List;
import java.util.Optional;
import org.dreamer4j.core.Environment;

/**
 * Offers tasks to the registry. Found by {@link java.util.ServiceLoader}, so a jar of a user's own
 * adds tasks by naming its provider in {@code META-INF/services}.
 */
public interface EnvironmentProvider {
  /**
   * The tasks of this provider, those that cannot run here included. Called whenever a program
   * starts: looks for files, but loads no native library and opens no connection.
   *
   * @param simulators where to look
   */
  List<TaskInfo> tasks(SimulatorOptions simulators);

  /**
   * A task that is not listed because there is no end of such names.
   *
   * @return empty if the name means nothing to this provider
   */
  default Optional<TaskInfo> task(String name, SimulatorOptions simulators) {
    return Optional.empty();
  }

  /**
   * Makes an environment of a task, with the wrappers the reference puts around it except the
   * episode recorder. Called on the thread that will own the environment.
   *
   * @param task a name from {@link #tasks} or {@link #task} that is available
   * @throws IllegalArgumentException if the task is not one of this provider's or an option does
   *     not fit
   */
  Environment make(String task, EnvironmentOptions options);
}
