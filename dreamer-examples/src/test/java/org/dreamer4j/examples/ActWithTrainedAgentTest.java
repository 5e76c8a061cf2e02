package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.dreamer4j.core.Spec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActWithTrainedAgentTest {
  @TempDir private static Path logdir;

  @BeforeAll
  static void saveARun() throws IOException {
    TinyRun.save(logdir);
  }

  @Test
  void actsInTheTaskOfTheRun() throws IOException {
    double achieved = ActWithTrainedAgent.actInItsTask(logdir, 7);

    assertTrue(achieved > 0 && achieved <= 200, "return " + achieved);
  }

  @Test
  void actsOnImagesFromAnywhere() throws IOException {
    byte[] black = new byte[Spec.Image.RGB64.size()];
    byte[] white = black.clone();
    Arrays.fill(white, (byte) 255);

    List<float[]> actions =
        ActWithTrainedAgent.actOnImages(logdir, 1, List.of(black, white, black));

    assertEquals(3, actions.size());
    for (float[] action : actions) {
      assertEquals(1, action.length);
      assertTrue(Math.abs(action[0]) <= 1, "action " + action[0]);
    }
  }

  @Test
  void folderWithoutRunIsRefused(@TempDir Path empty) {
    assertThrows(NoSuchElementException.class, () -> ActWithTrainedAgent.actInItsTask(empty, 7));
  }
}
