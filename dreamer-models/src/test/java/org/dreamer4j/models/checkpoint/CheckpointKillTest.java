package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointKillTest {
  @TempDir Path directory;

  @Test
  void aTrainerKilledWhileItSavesLosesOnlyTheUnfinishedCheckpoint() throws Exception {
    long safe = 0;
    for (int saves = 2; saves <= 4; saves++) {
      safe = saveAndKill(saves, safe);
      try (DreamerAgent agent = SaveUntilKilled.agent()) {
        TrainingState state = new CheckpointDirectory(directory).restore(agent).orElseThrow();
        assertTrue(agent.updates() >= safe, agent.updates() + " updates after " + safe);
        assertEquals(agent.updates(), state.collections());
        assertEquals(7, state.episodes());
        safe = agent.updates();
      }
    }
  }

  /** Kills the child at once after some saves, while it is in the next; returns its updates. */
  private long saveAndKill(int saves, long before) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                SaveUntilKilled.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long updates = before;
    try (BufferedReader lines = process.inputReader()) {
      for (int i = 0; i < saves; i++) {
        String name = lines.readLine();
        assertTrue(name != null, "the child ended by itself");
        updates = Long.parseLong(name.substring(name.lastIndexOf('-') + 1)) / 2;
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return updates;
  }
}
