package org.dreamer4j.envs.atari;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.ale.ALEInterface;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

class AtariGameTest {
  @Test
  void thereAreTheReferencesGames() {
    List<String> tasks = AtariGame.all().stream().map(AtariGame::task).toList();

    assertEquals(57, tasks.size());
    assertEquals(tasks.stream().sorted().distinct().toList(), tasks);
    assertTrue(
        tasks.containsAll(
            List.of(
                "atari_alien",
                "atari_jamesbond",
                "atari_montezumarevenge",
                "atari_mspacman",
                "atari_riverraid",
                "atari_upndown",
                "atari_zaxxon")));
    assertEquals("ms_pacman", AtariGame.ofTask("atari_mspacman").orElseThrow().stem());
    assertEquals(Optional.empty(), AtariGame.ofTask("atari_ms_pacman"));
  }

  @Test
  void checksumsAreOnePerGame() {
    assertEquals(57, AtariGame.all().stream().map(AtariGame::md5).distinct().count());
    assertTrue(AtariGame.all().stream().allMatch(game -> game.md5().matches("[0-9a-f]{32}")));
  }

  @Test
  void theEmulatorKnowsEveryStemAndChecksum() throws IOException {
    RealAle.require();
    String name = "/org/bytedeco/ale/" + Loader.getPlatform() + "/" + System.mapLibraryName("ale");
    String library;
    try (InputStream stream = ALEInterface.class.getResourceAsStream(name)) {
      library =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
    for (AtariGame game : AtariGame.all()) {
      assertTrue(library.contains(game.md5() + "\0"), game.md5());
      assertTrue(library.contains(game.stem() + "\0"), game.stem());
    }
  }
}
