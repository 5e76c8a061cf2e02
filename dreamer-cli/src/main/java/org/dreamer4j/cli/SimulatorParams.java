package org.dreamer4j.cli;

import java.util.Map;
import org.dreamer4j.cli.run.Simulators;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that tells a command without a run where simulators are and how to use them. */
final class SimulatorParams {
  @Option(
      names = "--params",
      paramLabel = "YAML",
      description =
          "How simulators are found and used, e.g. '{rom_dir: /roms, remote_address:"
              + " localhost:7755, mujoco_library: /path}'.")
  @Nullable String params;

  /**
   * The values of {@code --params} by key.
   *
   * @throws org.dreamer4j.cli.run.UsageException if it is no YAML or tells simulators nothing
   */
  Map<String, Object> values() {
    return Simulators.valuesOf(params);
  }
}
