package org.dreamer4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dreamer4j.cli.run.RunDirectory;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.replay.npz.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TFInvalidArgumentException;

class DivergedRunTest {
  private static final EnvironmentSpec DUMMY =
      new EnvironmentSpec(Map.of("image", Spec.Image.RGB64), Spec.Box.of(5, -1, 1));

  @TempDir private Path logdir;

  @Test
  void aDivergedTrainingKeepsWhatItTakesToSeeItAgain() throws IOException {
    Said said =
        Said.by(
            "train",
            "--quiet",
            "--tensorboard",
            "False",
            "--logdir",
            logdir.toString(),
            "--params",
            "{defaults: [dreamer, debug], tasks: [dummy], conv_depth: 2, imagination_horizon: 3,"
                + " model_lr: 1e20}");
    RunDirectory run = RunDirectory.in(logdir);
    Path folder = run.path().resolve("diverged");
    // The first update makes the weights absurd, the second finds out.
    Path file = folder.resolve("batch-2.npz");
    assertEquals(1, said.exitCode(), said.err());
    assertEquals(1, said.err().lines().count(), said.err());
    assertTrue(said.err().contains(" in update 2, training has diverged; "), said.err());
    assertTrue(said.err().contains("; its batch is kept in " + file + ";"), said.err());
    assertTrue(run.hasFailed());
    assertEquals(
        Files.readString(run.path().resolve("config.yaml")),
        Files.readString(folder.resolve("config.yaml")));
    assertEquals(0, step(run.path()), "the last good checkpoint is the newest");

    Map<String, Array> arrays = Npz.read(file);
    assertArrayEquals(new int[] {5, 10, 64, 64, 3}, arrays.get("image").shape());
    assertArrayEquals(new int[] {5, 10, 5}, arrays.get("action").shape());
    assertArrayEquals(new int[] {5, 10, 1}, arrays.get("reward").shape());
    try (DreamerAgent agent = DreamerAgent.create(run.stored().orElseThrow(), DUMMY)) {
      new CheckpointDirectory(folder).restore(agent);
      assertEquals(1, agent.updates());
      String again =
          assertThrows(TFInvalidArgumentException.class, () -> agent.train(batch(arrays)))
              .getMessage();
      assertTrue(again.contains(" : Tensor had "), again);
    }
  }

  private static long step(Path run) throws IOException {
    return CheckpointDirectory.step(new CheckpointDirectory(run).latest().orElseThrow());
  }

  private static Batch batch(Map<String, Array> arrays) {
    Batch batch = new Batch(5, 10, DUMMY);
    Array.Uint8 image = (Array.Uint8) arrays.get("image");
    System.arraycopy(image.data(), 0, batch.image(), 0, batch.image().length);
    batch
        .vectors()
        .forEach(
            (key, values) ->
                System.arraycopy(arrays.get(key).toFloats(), 0, values, 0, values.length));
    return batch;
  }
}
