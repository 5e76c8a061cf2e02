package org.dreamer4j.cli;

import org.dreamer4j.core.config.DreamerConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how episodes of a trained agent are drawn. */
final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Of environment and noise; default: one off the training's.")
  private @Nullable Long seed;

  /** What was asked for, or the usual seed for an agent of this configuration. */
  long or(DreamerConfig config) {
    return seed == null ? config.task().testSeed() : seed;
  }
}
