package org.dreamer4j.envs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.dreamer4j.core.config.SimulatorConfig.Renderer;

/**
 * How simulators are found and used. Each part matters to its tasks only.
 *
 * @param renderSize width and height of images, pixels
 * @param camera of the simulator; empty for the task's own
 * @param normalizeActions whether actions are scaled to [-1, 1] where the task does not do so
 * @param mujoco control tasks
 * @param atari Atari games
 * @param remote environments in other processes
 */
public record SimulatorOptions(
    int renderSize,
    OptionalInt camera,
    boolean normalizeActions,
    MujocoOptions mujoco,
    AtariOptions atari,
    RemoteOptions remote) {
  /** Everything as the reference has it, found where the environment variables and system say. */
  public static final SimulatorOptions DEFAULT =
      new SimulatorOptions(
          64,
          OptionalInt.empty(),
          true,
          new MujocoOptions(Optional.empty(), Optional.empty(), Renderer.RAY_CASTER, false),
          new AtariOptions(Optional.empty(), 30, true, false),
          new RemoteOptions(Optional.empty(), 60));

  /**
   * Control tasks.
   *
   * @param library path of libmujoco; empty for {@code MUJOCO_LIB} or the system's
   * @param suite dm_control's folder {@code suite}; empty for {@code DM_CONTROL_SUITE} or Python's
   * @param renderer what draws
   * @param nativePhysics whether libmujoco simulates tasks that the embedded engine could
   */
  public record MujocoOptions(
      Optional<Path> library, Optional<Path> suite, Renderer renderer, boolean nativePhysics) {
    /** Whether libmujoco takes over the suite's tasks of the embedded engine. */
    public boolean takesEmbeddedTasks() {
      return nativePhysics || renderer != Renderer.RAY_CASTER;
    }
  }

  /**
   * Atari games.
   *
   * @param roms folder of ROMs; empty for {@code ROMS}
   * @param noops most idle steps at an episode's start
   * @param sticky whether an action is repeated now and then
   * @param grayscale whether pictures are shades of grey
   */
  public record AtariOptions(Optional<Path> roms, int noops, boolean sticky, boolean grayscale) {}

  /**
   * Environments in other processes.
   *
   * @param address HOST:PORT that serves gym and dmlab tasks; empty for {@code DREAMER_REMOTE}
   * @param deadlineSeconds longest wait for an answer
   */
  public record RemoteOptions(Optional<String> address, double deadlineSeconds) {}

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public SimulatorOptions {
    if (renderSize < 1) {
      throw new IllegalArgumentException("image size must be at least 1, got " + renderSize);
    }
  }

  /** These options with another part for control tasks. */
  public SimulatorOptions with(MujocoOptions other) {
    return new SimulatorOptions(renderSize, camera, normalizeActions, other, atari, remote);
  }

  /** These options with another part for Atari games. */
  public SimulatorOptions with(AtariOptions other) {
    return new SimulatorOptions(renderSize, camera, normalizeActions, mujoco, other, remote);
  }

  /** These options with another part for remote environments. */
  public SimulatorOptions with(RemoteOptions other) {
    return new SimulatorOptions(renderSize, camera, normalizeActions, mujoco, atari, other);
  }
}
