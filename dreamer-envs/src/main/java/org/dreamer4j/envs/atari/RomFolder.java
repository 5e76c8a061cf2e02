package org.dreamer4j.envs.atari;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.envs.SimulatorOptions.AtariOptions;

/**
 * The folder with a user's ROMs.
 *
 * @param path of the folder, or of a single ROM
 * @param origin the key or environment variable that names it
 */
record RomFolder(Path path, String origin) {
  /** What to do where there is no such folder. */
  static final String ADVICE = "set rom_dir, or the variable ROMS, to the folder of your ROMs";

  /** ROMS is ours; ALE_ROMS_DIR is what the Python package of the emulator, ale-py, reads. */
  private static final List<String> VARIABLES = List.of("ROMS", "ALE_ROMS_DIR");

  /** The folder named by the options, else by the first environment variable that is set. */
  static Optional<RomFolder> named(AtariOptions options, Map<String, String> environment) {
    if (options.roms().isPresent()) {
      return options.roms().map(path -> new RomFolder(path, "rom_dir"));
    }
    return VARIABLES.stream()
        .filter(variable -> !environment.getOrDefault(variable, "").isBlank())
        .findFirst()
        .map(variable -> new RomFolder(Path.of(environment.get(variable)), variable));
  }

  @Override
  public String toString() {
    return path + " (" + origin + ")";
  }
}
