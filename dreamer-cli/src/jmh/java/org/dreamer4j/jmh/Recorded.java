package org.dreamer4j.jmh;

import org.dreamer4j.core.Environment;
import org.dreamer4j.core.Episode;
import org.dreamer4j.core.RandomPolicy;
import org.dreamer4j.envs.Driver;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;

/** Episodes as a training records them: 501 rows with images, of random actions. */
final class Recorded {
  static final String TASK = "acrobot_swingup";

  private Recorded() {}

  static Environment environment() {
    return Registry.load().make(TASK, EnvironmentOptions.seeded(0));
  }

  static Episode episode(long seed) {
    try (Environment environment = environment()) {
      return new Driver(environment)
          .runEpisode(new RandomPolicy(environment.spec().action(), seed));
    }
  }
}
