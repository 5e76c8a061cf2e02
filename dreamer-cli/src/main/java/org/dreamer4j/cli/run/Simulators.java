package org.dreamer4j.cli.run;

import java.nio.file.Path;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.SimulatorConfig;
import org.dreamer4j.core.config.TaskConfig;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.SimulatorOptions.AtariOptions;
import org.dreamer4j.envs.SimulatorOptions.MujocoOptions;
import org.dreamer4j.envs.SimulatorOptions.RemoteOptions;

/** What a configuration says about simulators. */
public final class Simulators {
  private Simulators() {}

  /** All tasks, looked for where a configuration says. */
  public static Registry registry(DreamerConfig config) {
    return Registry.load(options(config));
  }

  static SimulatorOptions options(DreamerConfig config) {
    TaskConfig task = config.task();
    SimulatorConfig simulator = config.simulator();
    return new SimulatorOptions(
        task.renderSize(),
        task.cameraId(),
        task.normalizeActions(),
        new MujocoOptions(
            simulator.mujocoLibrary().map(Path::of),
            simulator.suiteDir().map(Path::of),
            simulator.renderer(),
            simulator.nativePhysics()),
        new AtariOptions(
            simulator.romDir().map(Path::of),
            task.atariNoops(),
            task.atariSticky(),
            task.atariGrayscale()),
        new RemoteOptions(simulator.remoteAddress(), simulator.remoteDeadline()));
  }
}
