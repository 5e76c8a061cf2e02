package org.dreamer4j.envs.mujoco;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.dreamer4j.core.config.SimulatorConfig.Renderer;
import org.dreamer4j.envs.Lacking;
import org.dreamer4j.envs.SimulatorOptions;
import org.dreamer4j.envs.SimulatorOptions.MujocoOptions;

/**
 * The libmujoco of this machine, or the one that the system property {@code mujoco.library} names.
 * Where CI is set, what {@code .ci/run} installs must be there; elsewhere tests without it are
 * skipped, by name.
 */
final class InstalledMujoco {
  private InstalledMujoco() {}

  static MujocoLibrary library() {
    return MujocoLibrary.load(file());
  }

  static Path file() {
    LibrarySearch.Result found = new LibrarySearch(SearchPlaces.here()).find(option());
    if (found.file() == null) {
      missing(found.missing());
    }
    return found.file();
  }

  static void missing(String what) {
    Lacking.skip(what);
  }

  /** Skips or fails where there is no EGL. */
  static void requireEgl() {
    try (MujocoThread thread = new MujocoThread()) {
      thread.run(() -> new EglContext().close());
    } catch (IllegalStateException e) {
      missing(e.getMessage());
    }
  }

  static MujocoPhysics open(String xml) {
    return MujocoPhysics.open(library(), xml);
  }

  /** Our own models on this library. */
  static SimulatorOptions options(Renderer renderer, int size) {
    SimulatorOptions defaults = SimulatorOptions.DEFAULT;
    MujocoOptions mujoco = new MujocoOptions(Optional.of(file()), Optional.empty(), renderer, true);
    return new SimulatorOptions(
        size, OptionalInt.empty(), true, mujoco, defaults.atari(), defaults.remote());
  }

  private static Optional<Path> option() {
    return Optional.ofNullable(System.getProperty("mujoco.library")).map(Path::of);
  }
}
