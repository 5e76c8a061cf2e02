package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dreamer4j.core.AtomicFile;

/**
 * The file {@code checkpoint} of a folder, which names the newest as {@code tf.train.Saver} does.
 *
 * @param directory the folder
 */
record NewestFile(Path directory) {
  private static final String NAME = "checkpoint";
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern NEWEST =
      Pattern.compile("(?m)^model_checkpoint_path: \"(?:.*/)?([^/\"\\p{Cntrl}]+)\"");

  /** Prefix of the checkpoint that is named, whether or not that is there. */
  Optional<Path> get() throws IOException {
    Path file = directory.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new CheckpointFormatException(file, "is too long to be one that names checkpoints");
    }
    Matcher matcher = NEWEST.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    return matcher.find() ? Optional.of(directory.resolve(matcher.group(1))) : Optional.empty();
  }

  /** Names a checkpoint, whose files are on the disk for good. */
  void set(Path prefix) throws IOException {
    String name = prefix.getFileName().toString();
    String text =
        "model_checkpoint_path: \"" + name + "\"\nall_model_checkpoint_paths: \"" + name + "\"\n";
    AtomicFile.write(
        directory.resolve(NAME), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether a file of the folder, by its name, is what a killed process has left of this one. */
  static boolean isLeftover(String name) {
    return AtomicFile.isTemporary(Path.of(name)) && name.startsWith("." + NAME + ".");
  }
}
