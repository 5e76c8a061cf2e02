package org.dreamer4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dreamer4j.core.Spec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActWithTrainedAgentTest {
  @TempDir private static Path logdir;
  private static Path run;

  @BeforeAll
  static void saveARun() throws IOException {
    TinyRun.save(logdir);
    run = logdir.resolve("00001");
  }

  @Test
  void actsInTheTaskOfTheRun() throws IOException {
    double achieved = ActWithTrainedAgent.actInItsTask(run, 7);

    assertTrue(achieved > 0 && achieved <= 200, "return " + achieved);
  }

  @Test
  void actsOnImagesFromAnywhere() throws IOException {
    byte[] black = new byte[Spec.Image.RGB64.size()];
    byte[] white = black.clone();
    Arrays.fill(white, (byte) 255);

    List<float[]> actions = ActWithTrainedAgent.actOnImages(run, 1, List.of(black, white, black));

    assertEquals(3, actions.size());
    for (float[] action : actions) {
      assertEquals(1, action.length);
      assertTrue(Math.abs(action[0]) <= 1, "action " + action[0]);
    }
  }

  @Test
  void folderWithoutRunIsRefused(@TempDir Path empty) {
    IOException e =
        assertThrows(
            IOException.class, () -> ActWithTrainedAgent.export(empty, Dimmer.SPEC, empty));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("no training here; name the folder of a run"), message);
  }
}
