package org.dreamer4j.examples;

import java.util.List;
import org.dreamer4j.core.Environment;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.EnvironmentProvider;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.TaskInfo;
import org.dreamer4j.envs.wrap.ActionRepeat;

/** Makes {@link Dimmer} a task of the command: {@code dreamer --classpath}. */
public final class DimmerProvider implements EnvironmentProvider {
  private static final String DIMMER = "dimmer";

  /** For {@link java.util.ServiceLoader}. */
  public DimmerProvider() {}

  @Override
  public List<TaskInfo> tasks(SimulatorOptions simulators) {
    return List.of(TaskInfo.available(DIMMER, "Dim a lamp to a goal"));
  }

  @Override
  public Environment make(String task, EnvironmentOptions options) {
    if (!task.equals(DIMMER)) {
      throw new IllegalArgumentException("no task '" + task + "' here, only '" + DIMMER + "'");
    }
    Environment dimmer = new Dimmer(options.seed());
    return options.actionRepeat() > 1 ? new ActionRepeat(dimmer, options.actionRepeat()) : dimmer;
  }
}
