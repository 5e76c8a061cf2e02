package org.dreamer4j.envs;

import java.util.List;
import org.dreamer4j.core.Environment;
import org.dreamer4j.envs.wrap.ActionRepeat;

/** Offers the task {@code dummy}, a {@link DummyEnvironment}. */
public final class DummyProvider implements EnvironmentProvider {
  private static final String NAME = "dummy";

  @Override
  public List<TaskInfo> tasks(SimulatorOptions simulators) {
    return List.of(
        TaskInfo.available(NAME, "random images and rewards, to try out everything around a task"));
  }

  @Override
  public Environment make(String task, EnvironmentOptions options) {
    if (!task.equals(NAME)) {
      throw new IllegalArgumentException("no task '" + task + "' here, only '" + NAME + "'");
    }
    Environment environment = new DummyEnvironment(options.seed());
    return options.actionRepeat() > 1
        ? new ActionRepeat(environment, options.actionRepeat())
        : environment;
  }
}
