package org.dreamer4j.cli;

import org.dreamer4j.cli.run.UsageException;
import org.dreamer4j.models.Device;
import org.dreamer4j.models.Devices;
import org.dreamer4j.models.Execution;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what graphs run on. */
final class ExecutionOptions {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description =
          "auto (a GPU where TensorFlow sees one), cpu, gpu or gpu:N (default ${DEFAULT-VALUE}).")
  private String device = "";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of an operation; 0 for all cores. Default: all cores; eval, watch, export and bench"
              + " take one to act in one environment by an actor.")
  private @Nullable Integer threads;

  /**
   * For long runs.
   *
   * @throws UsageException if there is no such device
   */
  Execution execution() {
    return on(threads == null ? 0 : threads);
  }

  /**
   * For small operations: to share them with another core takes longer than it gains.
   *
   * @throws UsageException if there is no such device
   */
  Execution small() {
    return on(threads == null ? 1 : threads);
  }

  private Execution on(int threads) {
    if (threads < 0) {
      throw new UsageException("--threads must not be negative, got " + threads);
    }
    try {
      Device chosen = Device.parse(device);
      Devices.require(chosen);
      return new Execution(true, threads, chosen);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--device: " + e.getMessage() + "; dreamer doctor tells more");
    }
  }
}
