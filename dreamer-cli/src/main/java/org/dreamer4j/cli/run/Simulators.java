package org.dreamer4j.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dreamer4j.core.config.DreamerConfig;
import org.dreamer4j.core.config.SimulatorConfig;
import org.dreamer4j.core.config.TaskConfig;
import org.dreamer4j.core.config.TaskConfig.Isolation;
import org.dreamer4j.envs.EnvironmentOptions;
import org.dreamer4j.envs.Registry;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.SimulatorOptions.AtariOptions;
import org.dreamer4j.envs.SimulatorOptions.MujocoOptions;
import org.dreamer4j.envs.SimulatorOptions.RemoteOptions;
import org.jspecify.annotations.Nullable;

/** What a configuration says about simulators. */
public final class Simulators {
  /** The keys that {@link #options} reads. */
  static final List<String> KEYS =
      List.of(
          "mujoco_library",
          "suite_dir",
          "renderer",
          "native_physics",
          "rom_dir",
          "remote_address",
          "remote_deadline",
          "render_size",
          "camera_id",
          "normalize_actions",
          "atari_noops",
          "atari_sticky",
          "atari_grayscale");

  /** Those that say where simulators are and what runs them: a trained agent may move. */
  static final List<String> PLACES =
      List.of(
          "mujoco_library",
          "suite_dir",
          "renderer",
          "rom_dir",
          "remote_address",
          "remote_deadline");

  private Simulators() {}

  /**
   * The values of {@code --params} by key where there is no run, so that only simulators can be
   * told something; none if it is not given.
   *
   * @throws UsageException if it is no YAML mapping or has a key that tells simulators nothing
   */
  public static Map<String, Object> valuesOf(@Nullable String params) {
    Map<String, Object> values = Parameters.valuesOf(params);
    for (String key : values.keySet()) {
      if (!KEYS.contains(key)) {
        throw new UsageException(
            "--params takes only what simulators are told here, "
                + String.join(", ", KEYS)
                + "; got '"
                + key
                + "'");
      }
    }
    return values;
  }

  /**
   * The configuration of a trained agent with simulators elsewhere.
   *
   * @param values of {@link #PLACES} and of keys that are about acting
   * @throws UsageException if one does not fit, or the renderer draws other pictures than those
   *     that the agent knows
   */
  static DreamerConfig moved(DreamerConfig trained, Map<String, ?> values) {
    DreamerConfig config;
    try {
      config = trained.with(values);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
    if (isDrawnByMujoco(config) != isDrawnByMujoco(trained)) {
      throw new UsageException(
          "the agent learned from the pictures of renderer "
              + trained.toMap().get("renderer")
              + "; egl and osmesa draw the same, ray_caster others");
    }
    return config;
  }

  private static boolean isDrawnByMujoco(DreamerConfig config) {
    return config.simulator().renderer() != SimulatorConfig.Renderer.RAY_CASTER;
  }

  /** All tasks, looked for where a configuration says, and run where it says. */
  public static Registry registry(DreamerConfig config) {
    Registry registry = Registry.load(options(config));
    return config.task().isolateEnvs() == Isolation.PROCESS
        ? registry.madeBy(SimulatorProcess.maker(config))
        : registry;
  }

  /** A task's own settings with a seed, on simulators as a configuration has them. */
  public static EnvironmentOptions seeded(DreamerConfig config, long seed) {
    return new EnvironmentOptions(seed, 0, 0, 0, options(config));
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
