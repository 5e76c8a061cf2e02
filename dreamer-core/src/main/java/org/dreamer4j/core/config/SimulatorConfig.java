package org.dreamer4j.core.config;

import static org.dreamer4j.core.config.Setting.Origin.OURS;

import java.util.Optional;

/** Where simulators outside this program are found, and how they are used. */
public record SimulatorConfig(
    @Setting(
            value = "none",
            about = "Path of libmujoco; none: MUJOCO_LIB, else where the system looks.",
            origin = OURS)
        Optional<String> mujocoLibrary,
    @Setting(
            value = "none",
            about = "dm_control's suite folder; none: DM_CONTROL_SUITE, else Python's packages.",
            origin = OURS)
        Optional<String> suiteDir,
    @Setting(value = "ray_caster", about = "What draws control tasks.", origin = OURS)
        Renderer renderer,
    @Setting(
            value = "false",
            about = "Whether libmujoco simulates tasks that the embedded engine could.",
            origin = OURS)
        boolean nativePhysics,
    @Setting(
            value = "none",
            about = "Folder of Atari ROMs; none: ROMS, else ALE_ROMS_DIR.",
            origin = OURS)
        Optional<String> romDir,
    @Setting(
            value = "none",
            about = "HOST:PORT that serves gym and dmlab tasks; none: DREAMER_REMOTE.",
            origin = OURS)
        Optional<String> remoteAddress,
    @Setting(
            value = "60.0",
            unit = "seconds",
            about = "Longest wait for the answer of an environment elsewhere.",
            origin = OURS)
        double remoteDeadline) {

  /** What draws control tasks. */
  public enum Renderer {
    /** Our ray caster; needs no graphics library. */
    RAY_CASTER,
    /** MuJoCo through EGL, without a display. */
    EGL,
    /** MuJoCo through OSMesa, in software. */
    OSMESA
  }

  public SimulatorConfig {
    Checks.above("remote_deadline", remoteDeadline, 0);
  }
}
