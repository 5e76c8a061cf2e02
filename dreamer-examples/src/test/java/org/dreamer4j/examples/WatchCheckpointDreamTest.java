package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.dreamer4j.cli.dream.DreamReport;
import org.dreamer4j.models.checkpoint.CheckpointFormatException;
import org.junit.jupiter.api.Test;

/** With a file that danijar/dreamer's code wrote: an agent of two actions. */
class WatchCheckpointDreamTest {
  private static final Path ORIGINAL =
      Path.of("../dreamer-models/src/test/resources/golden/tf2_small/variables_before.pkl");

  @Test
  void anOriginalAgentActsAndDreams() throws IOException {
    DreamReport report = WatchCheckpointDream.dream(ORIGINAL, "reacher_easy", 10);
    assertEquals(1, report.episodes());
    assertEquals(10, report.first().length());
    assertEquals(1, report.films().size());
    assertTrue(Double.isFinite(report.meanReturn()));
  }

  @Test
  void aTaskOfOtherActionsIsRefused() {
    CheckpointFormatException e =
        assertThrows(
            CheckpointFormatException.class,
            () -> WatchCheckpointDream.dream(ORIGINAL, "cartpole_balance", 10));
    assertTrue(e.getMessage().contains("expected [7, 16], got [8, 16]"), e.getMessage());
  }
}
