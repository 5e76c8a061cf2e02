package org.dreamer4j.cli;

import java.util.Map;
import org.dreamer4j.cli.run.Parameters;
import org.dreamer4j.core.config.PlannerConfig.Planner;
import org.dreamer4j.models.Execution;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where and how a trained agent acts. */
final class ActingOptions {
  @Option(
      names = "--task",
      paramLabel = "NAME",
      description = "Where to act; default: the first task that was learned.")
  @Nullable String task;

  @Option(
      names = "--params",
      paramLabel = "YAML",
      description =
          "Other values for test_* and planner_* keys, e.g. '{planner_beams: 500}', and where"
              + " simulators are, e.g. '{rom_dir: /roms}'; with --checkpoint for any.")
  @Nullable String params;

  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  /** What graphs run on. */
  Execution execution() {
    return execution.execution();
  }

  /** The same where one environment is acted in. */
  Execution execution(Planner planner) {
    return planner.usesActor() ? execution.small() : execution.execution();
  }

  /** The values of {@code --params} by key. */
  Map<String, Object> values() {
    return Parameters.valuesOf(params);
  }
}
