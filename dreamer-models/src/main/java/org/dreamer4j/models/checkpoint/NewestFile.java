package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    Files.writeString(temporary(), text, StandardCharsets.UTF_8);
    force(temporary());
    Files.move(
        temporary(),
        directory.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    // A machine that dies now must not come back with older files and the newer ones gone.
    AtomicFile.forceDirectory(directory);
  }

  /** Removes what a killed process has left. */
  void removeLeftover() throws IOException {
    Files.deleteIfExists(temporary());
  }

  private Path temporary() {
    return directory.resolve(NAME + ".tmp");
  }

  /** Waits until a file is on the disk for good. */
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
