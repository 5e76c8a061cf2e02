package org.dreamer4j.envs;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dreamer4j.core.Environment;
import org.dreamer4j.core.config.CollectPlan;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.TaskConfig.Isolation;
import org.dreamer4j.envs.wrap.ActionRepeat;

/** Environments of a program's own, completed as a configuration and the {@link Registry} would. */
final class OwnEnvironments {
  private OwnEnvironments() {}

  /**
   * Makes the environments of a collection.
   *
   * @param maker makes one from a seed
   * @param seed of which those of all environments follow
   * @throws IllegalArgumentException if the configuration wants them in processes, or repeats of
   *     actions that do not fit
   */
  static VectorEnvironment of(
      DreamerConfig config,
      CollectPlan plan,
      LongFunction<? extends Environment> maker,
      long seed) {
    if (config.task().isolateEnvs() == Isolation.PROCESS) {
      throw new IllegalArgumentException(
          "isolate_envs: process is for tasks that an EnvironmentProvider offers to the command;"
              + " environments that a program makes run on threads of it");
    }
    SplittableRandom seeds = new SplittableRandom(seed);
    List<Supplier<Environment>> makers =
        Stream.<Supplier<Environment>>generate(
                () -> {
                  long own = seeds.nextLong() >>> 1;
                  return () -> complete(maker.apply(own), config);
                })
            .limit(plan.numEnvs())
            .toList();
    return new VectorEnvironment(makers);
  }

  private static Environment complete(Environment environment, DreamerConfig config) {
    try {
      return Registry.complete(
          repeating(environment, config.task().actionRepeat()),
          config.data().batchLength(),
          config.task().maxLength());
    } catch (RuntimeException | Error e) {
      environment.close();
      throw e;
    }
  }

  private static Environment repeating(Environment environment, int wanted) {
    int own = environment.actionRepeat();
    if (wanted == 0 || wanted == own) {
      return environment;
    }
    if (own == 1) {
      return new ActionRepeat(environment, wanted);
    }
    throw new IllegalArgumentException(
        "action_repeat is "
            + wanted
            + ", but the environment repeats each action "
            + own
            + " times by itself; let action_repeat be 0");
  }
}
