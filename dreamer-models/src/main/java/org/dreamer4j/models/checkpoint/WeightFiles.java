package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens files with weights, of whatever format they are. */
public final class WeightFiles {
  private static final Pattern PART = Pattern.compile("(.+)\\.(index|meta|data-\\d{5}-of-\\d{5})");
  private static final Pattern PICKLE = Pattern.compile(".+\\.(pkl|pickle)");
  private static final int PROTOCOL = 0x80;
  private static final int MAX_PROTOCOL = 5;

  private WeightFiles() {}

  /**
   * Opens a tensor bundle by its prefix, by its {@code .index}, {@code .meta} or one of its {@code
   * .data-} files, or by a folder whose file {@code checkpoint} names it; a pickle; or a folder of
   * pickles named by module.
   *
   * @throws CheckpointFormatException if there is no such file, it is of another kind or damaged
   * @throws IOException if it cannot be read at all
   */
  public static WeightFile open(Path path) throws IOException {
    if (ModulePickles.areIn(path)) {
      return ModulePickles.open(path);
    }
    if (Files.isDirectory(path)) {
      return TensorBundle.open(newest(path));
    }
    Matcher part = PART.matcher(String.valueOf(path.getFileName()));
    if (part.matches()) {
      return TensorBundle.open(path.resolveSibling(part.group(1)));
    }
    if (path.getFileName() != null && Files.exists(TensorBundle.index(path))) {
      return TensorBundle.open(path);
    }
    if (!Files.exists(path)) {
      throw new CheckpointFormatException(
          path,
          "there is no such file, nor one with .index after it; name a checkpoint by its prefix or"
              + " folder, or a pickle");
    }
    if (isPickle(path)) {
      return PickledVariables.open(path);
    }
    throw new CheckpointFormatException(
        path, "is neither a TensorFlow checkpoint (.index and .data files) nor a pickle");
  }

  private static Path newest(Path directory) throws IOException {
    Optional<Path> named = new NewestFile(directory).get();
    boolean isThere = named.isPresent() && Files.exists(TensorBundle.index(named.get()));
    Optional<Path> newest =
        isThere ? named : new CheckpointDirectory(directory).latest().or(() -> named);
    return newest.orElseThrow(
        () ->
            new CheckpointFormatException(
                directory, "holds no file 'checkpoint' that names one; name a checkpoint itself"));
  }

  private static boolean isPickle(Path path) throws IOException {
    if (PICKLE.matcher(path.getFileName().toString().toLowerCase(Locale.ROOT)).matches()) {
      return true;
    }
    try (InputStream in = Files.newInputStream(path)) {
      int protocol = in.read() == PROTOCOL ? in.read() : -1;
      return protocol >= 0 && protocol <= MAX_PROTOCOL;
    }
  }
}
