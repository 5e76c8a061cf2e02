package org.dreamer4j.envs.arcade;

import java.util.List;
import org.dreamer4j.core.Environment;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.EnvironmentProvider;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.TaskInfo;
import org.dreamer4j.envs.wrap.ActionRepeat;
import org.dreamer4j.envs.wrap.EnvironmentWithLives;
import org.dreamer4j.envs.wrap.LifeLoss;
import org.dreamer4j.envs.wrap.OneHotAction;

/** Offers the small games of our own. */
public final class ArcadeProvider implements EnvironmentProvider {
  /** Name of the task that {@link CatchEnvironment} is. */
  public static final String CATCH = "catch";

  /** For {@link java.util.ServiceLoader}. */
  public ArcadeProvider() {}

  @Override
  public List<TaskInfo> tasks(SimulatorOptions simulators) {
    return List.of(
        TaskInfo.available(
            CATCH, "Catch falling balls with a paddle; discrete actions, over after three misses"));
  }

  @Override
  public Environment make(String task, EnvironmentOptions options) {
    if (!task.equals(CATCH)) {
      throw new IllegalArgumentException("no task '" + task + "' here, only '" + CATCH + "'");
    }
    EnvironmentWithLives game = new CatchEnvironment(options.seed());
    Environment environment = options.endsWithLife() ? new LifeLoss(game) : game;
    if (options.actionRepeat() > 1) {
      environment = new ActionRepeat(environment, options.actionRepeat());
    }
    return new OneHotAction(environment, false);
  }
}
