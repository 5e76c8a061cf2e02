package org.dreamer4j.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpisodeStoreKillTest {
  @TempDir Path directory;

  @Test
  void aWriterKilledAtAnyMomentLeavesOnlyWholeEpisodes() throws Exception {
    List<String> safe = new ArrayList<>();
    for (int episodes = 1; episodes <= 4; episodes++) {
      safe.addAll(appendAndKill(episodes));
    }
    EpisodeStore store = EpisodeStore.open(directory);
    List<String> names = store.files().stream().map(EpisodeFile::name).toList();
    assertTrue(names.containsAll(safe), "an episode that append() had returned is missing");
    for (EpisodeFile file : store.files()) {
      assertEquals(40, store.load(file).orElseThrow().length());
    }
    assertFalse(Files.exists(directory.resolve(EpisodeStore.BROKEN)));
  }

  /** Kills the writer while it writes the episode after the given number of them. */
  private List<String> appendAndKill(int episodes) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.apache.logging.log4j.simplelog.logFile=system.err",
                "-cp",
                System.getProperty("java.class.path"),
                AppendUntilKilled.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> names = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      while (names.size() < episodes) {
        String name = lines.readLine();
        assertTrue(name != null, "the writer ended by itself");
        names.add(name);
      }
      process.destroyForcibly().waitFor();
    } finally {
      process.destroyForcibly();
    }
    return names;
  }
}
