package org.dreamer4j.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.dreamer4j.core.Array;
import org.dreamer4j.core.Batch;
import org.dreamer4j.core.EnvironmentSpec;
import org.dreamer4j.core.Spec;
import org.dreamer4j.core.config.ConfigFile;
import org.dreamer4j.models.DreamerAgent;
import org.dreamer4j.models.TrainingState;
import org.dreamer4j.models.checkpoint.CheckpointDirectory;
import org.dreamer4j.models.train.DivergedException;
import org.dreamer4j.replay.npz.Npz;

/**
 * What it takes to see a divergence again, in the folder {@code diverged} of the run: the batch
 * that the update was to learn from as {@code batch-<update>.npz}, the configuration, and a
 * checkpoint of the weights before it. The run's own checkpoints stay as they are.
 */
final class Reproduction {
  /** Folder in the run's. */
  static final String FOLDER = "diverged";

  private Reproduction() {}

  /**
   * Keeps the batch of an update that was left out, and the weights that it did not change.
   *
   * @return the file that holds the batch
   * @throws IOException if it cannot be written
   */
  static Path write(RunDirectory run, DreamerAgent agent, DivergedException failure)
      throws IOException {
    Path folder = Files.createDirectories(run.path().resolve(FOLDER));
    Path file = folder.resolve("batch-" + failure.update() + ".npz");
    Npz.write(file, arrays(failure.batch(), agent.spec()));
    ConfigFile.write(folder.resolve(ConfigFile.NAME), agent.config());
    CheckpointDirectory.ofOne(folder).save(agent, new TrainingState(0, 0));
    return file;
  }

  /** By key, [B, T, size of the key]; images are uint8. */
  private static Map<String, Array> arrays(Batch batch, EnvironmentSpec spec) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    batch
        .images()
        .forEach(
            (key, pixels) ->
                arrays.put(
                    key,
                    new Array.Uint8(
                        shape(batch, Objects.requireNonNull(spec.observation().get(key))),
                        pixels)));
    int rows = batch.size() * batch.length();
    batch
        .vectors()
        .forEach(
            (key, values) -> {
              int[] shape = {batch.size(), batch.length(), values.length / rows};
              arrays.put(key, new Array.Float32(shape, values));
            });
    return arrays;
  }

  private static int[] shape(Batch batch, Spec of) {
    return IntStream.concat(IntStream.of(batch.size(), batch.length()), IntStream.of(of.shape()))
        .toArray();
  }
}
