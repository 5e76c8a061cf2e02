package org.dreamer4j.envs.atari;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The ROMs that were found, by game. */
final class RomShelf {
  private static final Set<String> KNOWN =
      AtariGame.all().stream().map(AtariGame::md5).collect(Collectors.toUnmodifiableSet());

  private final String place;
  private final boolean closed;
  private final Map<String, Rom> byMd5 = new HashMap<>();
  private final Map<String, Rom> byStem = new HashMap<>();
  private final Map<Path, String> flaws;

  /**
   * A shelf with ROMs; of several for the same game the first one counts.
   *
   * @param place where they were found, for messages
   * @param flaws files that are no ROMs, each with what is wrong with it
   */
  RomShelf(String place, Collection<Rom> roms, Map<Path, String> flaws) {
    this(place, false, flaws);
    for (Rom rom : roms) {
      byMd5.putIfAbsent(rom.md5(), rom);
      // A file that is known to be one game is not taken for another because of its name.
      if (!KNOWN.contains(rom.md5())) {
        byStem.putIfAbsent(Rom.stem(rom.file()), rom);
      }
    }
  }

  private RomShelf(String place, boolean closed, Map<Path, String> flaws) {
    this.place = place;
    this.closed = closed;
    this.flaws = flaws;
  }

  /** A shelf that is not there. */
  static RomShelf closed(String reason) {
    return new RomShelf(reason, true, Map.of());
  }

  /** The ROM of a game: the dump that is known to be it, else a file of its name. */
  Optional<Rom> rom(AtariGame game) {
    return Optional.ofNullable(byMd5.getOrDefault(game.md5(), byStem.get(game.stem())));
  }

  /**
   * Why a game has no ROM here, and what to do about it. The same for all games where it can be: a
   * list of tasks is grouped by it.
   */
  String whyMissing(AtariGame game) {
    if (closed) {
      return place;
    }
    return flaws.entrySet().stream()
        .filter(flaw -> Rom.stem(flaw.getKey()).equals(game.stem()))
        .findFirst()
        .map(flaw -> flaw.getKey() + " " + flaw.getValue() + "; replace it")
        .orElse(place + " has no ROM of it, known by content or by a name like ms_pacman.bin");
  }
}
