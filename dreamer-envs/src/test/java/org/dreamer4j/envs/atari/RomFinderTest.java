package org.dreamer4j.envs.atari;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.envs.SimulatorOptions.AtariOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RomFinderTest {
  private static final AtariGame PONG = AtariGame.ofTask("atari_pong").orElseThrow();

  @TempDir private Path folder;
  private final RomFinder finder = new RomFinder(Map.of());

  private static AtariOptions in(Path roms) {
    return new AtariOptions(Optional.of(roms), 30, true, false);
  }

  private static AtariOptions anywhere() {
    return new AtariOptions(Optional.empty(), 30, true, false);
  }

  private Path write(String name, int bytes, int value) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    byte[] content = new byte[bytes];
    Arrays.fill(content, (byte) value);
    return Files.write(file, content);
  }

  private Optional<Path> pong() {
    return finder.find(in(folder)).rom(PONG).map(Rom::file);
  }

  private String whyMissing() {
    RomShelf shelf = finder.find(in(folder));
    assertEquals(Optional.empty(), shelf.rom(PONG));
    return shelf.whyMissing(PONG);
  }

  @Test
  void aFileOfTheGamesNameIsTakenInAnyCaseAndWithAnyEnding() throws IOException {
    for (String name : List.of("pong.bin", "PONG.A26", "some/where/Pong")) {
      Path file = write(name, 4096, 1);
      assertEquals(Optional.of(file), pong());
      Files.delete(file);
    }
    assertEquals(Optional.empty(), pong());
  }

  @Test
  void aSingleFileCanBeNamedInsteadOfAFolder() throws IOException {
    Path file = write("pong.bin", 2048, 1);

    assertEquals(Optional.of(file), finder.find(in(file)).rom(PONG).map(Rom::file));
  }

  @Test
  void aKnownDumpIsTakenWhateverItsNameAndGoesFirst() {
    Rom known = new Rom(Path.of("x/Video Olympics (1977).bin"), PONG.md5());
    Rom named = new Rom(Path.of("a/pong.bin"), "0".repeat(32));

    RomShelf shelf = new RomShelf("here", List.of(named, known), Map.of());
    assertEquals(Optional.of(known), shelf.rom(PONG));
  }

  @Test
  void aDumpKnownToBeAnotherGameIsNotTakenByItsName() {
    Rom wrong = new Rom(Path.of("pong.bin"), RealAle.BREAKOUT.md5());

    RomShelf shelf = new RomShelf("here", List.of(wrong), Map.of());
    assertEquals(Optional.empty(), shelf.rom(PONG));
    assertEquals(Optional.of(wrong), shelf.rom(RealAle.BREAKOUT));
  }

  @Test
  void theChecksumIsThatOfTheBytes() throws IOException {
    assertEquals("620f0b67a91f7f74151bc5be745b7110", Rom.of(write("zeros", 4096, 0)).md5());
  }

  @Test
  void unknownFilesAreNoRoms() throws IOException {
    write("foo.bin", 4096, 1);
    write("pong/readme.txt", 100, 1);

    assertEquals(
        "the ROM folder "
            + folder
            + " (rom_dir) has no ROM of it, known by content or by a name like ms_pacman.bin",
        whyMissing());
  }

  @Test
  void aFileOfNoCartridgesSizeIsNamed() throws IOException {
    Path file = write("pong.bin", 3000, 1);

    assertEquals(file + " has 3000 bytes, as no cartridge has; replace it", whyMissing());
  }

  @Test
  void aFolderThatIsNotThereIsNamedWithItsOrigin() {
    Path missing = folder.resolve("roms");

    assertEquals(
        "there is no ROM folder " + missing + " (rom_dir); " + RomFolder.ADVICE,
        finder.find(in(missing)).whyMissing(PONG));
    assertEquals(
        "there is no ROM folder " + missing + " (ROMS); " + RomFolder.ADVICE,
        new RomFinder(Map.of("ROMS", missing.toString())).find(anywhere()).whyMissing(PONG));
  }

  @Test
  void withoutAFolderTheAdviceIsToNameOne() {
    assertEquals(
        "needs its ROM: set rom_dir, or the variable ROMS, to the folder of your ROMs",
        finder.find(anywhere()).whyMissing(PONG));
    assertEquals(
        finder.find(anywhere()).whyMissing(PONG),
        new RomFinder(Map.of("ROMS", "")).find(anywhere()).whyMissing(PONG));
  }

  @Test
  void theOptionGoesBeforeRomsAndRomsBeforeAlesOwnVariable() throws IOException {
    Path option = write("option/pong.bin", 4096, 1);
    Path roms = write("roms/pong.bin", 4096, 2);
    Path ale = write("ale/pong.bin", 4096, 3);
    Map<String, String> both =
        Map.of("ROMS", roms.getParent().toString(), "ALE_ROMS_DIR", ale.getParent().toString());

    RomFinder finderOfBoth = new RomFinder(both);
    assertEquals(option, finderOfBoth.find(in(option.getParent())).rom(PONG).orElseThrow().file());
    assertEquals(roms, finderOfBoth.find(anywhere()).rom(PONG).orElseThrow().file());
    RomFinder finderOfAle = new RomFinder(Map.of("ALE_ROMS_DIR", ale.getParent().toString()));
    assertEquals(ale, finderOfAle.find(anywhere()).rom(PONG).orElseThrow().file());
  }

  @Test
  void aFileIsReadAgainOnlyWhenItHasChanged() throws IOException {
    Path file = write("pong.bin", 4096, 1);
    Rom first = finder.find(in(folder)).rom(PONG).orElseThrow();
    assertSame(first, finder.find(in(folder)).rom(PONG).orElseThrow());

    write("pong.bin", 4096, 2);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertNotEquals(first.md5(), finder.find(in(folder)).rom(PONG).orElseThrow().md5());
  }

  @Test
  void foldersThatLeadBackIntoThemselvesAreNoTrouble() throws IOException {
    Path file = write("deep/pong.bin", 4096, 1);
    try {
      Files.createSymbolicLink(folder.resolve("deep/again"), folder);
    } catch (UnsupportedOperationException e) {
      return;
    }
    assertEquals(Optional.of(file), pong());
    assertTrue(Files.exists(folder.resolve("deep/again")));
  }
}
