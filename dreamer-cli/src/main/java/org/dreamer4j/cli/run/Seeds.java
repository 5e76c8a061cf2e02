package org.dreamer4j.cli.run;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.envs.EnvironmentOptions;

/**
 * Seeds for the parts of a run, all from one. A run that goes on draws others than before, so that
 * its environments do not start the same episodes again.
 */
final class Seeds {
  private static final String ATARI = "atari_";

  private final DreamerConfig config;
  private final SplittableRandom random;

  /**
   * Seeds of a process.
   *
   * @param episodes how many the run had collected when the process started
   */
  Seeds(DreamerConfig config, long episodes) {
    this.config = config;
    this.random = new SplittableRandom(config.task().seed() * 0x9E3779B97F4A7C15L + episodes);
  }

  /** Another seed, not negative. */
  long next() {
    return random.nextLong() >>> 1;
  }

  /** Options for another environment. */
  EnvironmentOptions environment() {
    return options(config, next());
  }

  /** Options for another environment of a task whose episodes are learned from. */
  EnvironmentOptions training(String task) {
    EnvironmentOptions options = environment().forTraining(config.task().atariLifes());
    OptionalInt longest = config.task().atariTrainMaxLength();
    return task.startsWith(ATARI) && longest.isPresent()
        ? options.withMaxLength(longest.getAsInt())
        : options;
  }

  /** What a configuration says about environments. */
  static EnvironmentOptions options(DreamerConfig config, long seed) {
    return new EnvironmentOptions(
        seed,
        config.task().actionRepeat(),
        config.data().batchLength(),
        config.task().maxLength(),
        Simulators.options(config));
  }
}
