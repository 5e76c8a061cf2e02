package org.dreamer4j.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.Tiny;
import org.dreamer4j.models.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkpoint that is exported: whole to the last byte. */
class NewestWholeTest {
  @TempDir private Path folder;

  @Test
  void theNewestWholeOneHasAllItsBytes() throws IOException {
    CheckpointDirectory checkpoints = new CheckpointDirectory(folder);
    assertEquals(Optional.empty(), checkpoints.newestWhole());
    try (DreamerAgent agent = Tiny.agent(Map.of())) {
      Path before = checkpoints.save(agent, new TrainingState(5, 6));
      agent.train(Tiny.batch(agent.config(), 1));
      Path newest = checkpoints.save(agent, new TrainingState(5, 6));
      assertEquals(Optional.of(newest), checkpoints.newestWhole());
      flip(newest);
      assertEquals(Optional.of(before), checkpoints.newestWhole());
      flip(before);
      String refusal = assertThrows(IOException.class, checkpoints::newestWhole).getMessage();
      assertTrue(
          refusal.startsWith("no checkpoint in " + folder + " is whole; the last: " + before),
          refusal);
      assertEquals(1, refusal.lines().count(), refusal);
    }
  }

  /** Changes a byte in the middle of the data. */
  private void flip(Path prefix) throws IOException {
    Path data = folder.resolve(prefix.getFileName() + ".data-00000-of-00001");
    byte[] bytes = Files.readAllBytes(data);
    bytes[bytes.length / 2] ^= 1;
    Files.write(data, bytes);
  }
}
