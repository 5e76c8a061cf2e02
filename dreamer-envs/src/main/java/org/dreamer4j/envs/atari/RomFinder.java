package org.dreamer4j.envs.atari;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.dreamer4j.envs.SimulatorOptions.AtariOptions;

/**
 * Finds a user's ROMs, whatever the files are called. Reads no file twice unless it has changed;
 * for several threads.
 */
final class RomFinder {
  /** Collections keep their files in a folder or two, not deeper. */
  private static final int DEPTH = 4;

  private record Seen(long bytes, FileTime modified, Rom rom) {}

  private final Map<String, String> environment;
  private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

  /**
   * A finder that has read nothing yet.
   *
   * @param environment the environment variables, see {@link RomFolder}
   */
  RomFinder(Map<String, String> environment) {
    this.environment = environment;
  }

  /** What there is where the options or the environment say. */
  RomShelf find(AtariOptions options) {
    Optional<RomFolder> named = RomFolder.named(options, environment);
    if (named.isEmpty()) {
      return RomShelf.closed("needs its ROM: " + RomFolder.ADVICE);
    }
    RomFolder folder = named.get();
    if (!Files.exists(folder.path())) {
      return RomShelf.closed("there is no ROM folder " + folder + "; " + RomFolder.ADVICE);
    }
    Visit visit = new Visit(folder.path());
    try {
      Files.walkFileTree(folder.path(), EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, visit);
    } catch (IOException e) {
      return RomShelf.closed("the ROM folder " + folder + " cannot be read; " + RomFolder.ADVICE);
    }
    return new RomShelf("the ROM folder " + folder, visit.roms.values(), visit.flaws);
  }

  private Rom rom(Path file, BasicFileAttributes attributes) throws IOException {
    Seen before = seen.get(file);
    if (before != null
        && before.bytes == attributes.size()
        && before.modified.equals(attributes.lastModifiedTime())) {
      return before.rom;
    }
    Rom rom = Rom.of(file);
    seen.put(file, new Seen(attributes.size(), attributes.lastModifiedTime(), rom));
    return rom;
  }

  /** Collects ROMs in the order of their paths, so that the same one is found every time. */
  private final class Visit extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<Path, Rom> roms = new TreeMap<>();
    private final Map<Path, String> flaws = new TreeMap<>();

    private Visit(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!attributes.isRegularFile()) {
        return FileVisitResult.CONTINUE;
      }
      if (!Rom.isSize(attributes.size())) {
        flaws.put(file, "has " + attributes.size() + " bytes, as no cartridge has");
        return FileVisitResult.CONTINUE;
      }
      try {
        roms.put(file, rom(file, attributes));
      } catch (IOException e) {
        flaws.put(file, "cannot be read");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(root)) {
        throw e;
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
