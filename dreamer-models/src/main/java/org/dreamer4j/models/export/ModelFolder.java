package org.dreamer4j.models.export;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dreamer4j.models.checkpoint.SavedModelFile;
import org.jspecify.annotations.Nullable;

/**
 * A model's folder as TensorFlow Serving lays it out: one numbered folder for each version.
 *
 * @param path the folder, whose name is the model's
 */
public record ModelFolder(Path path) {
  static final String GRAPH = SavedModelFile.NAME;
  static final String VARIABLES = "variables";
  static final String EXTRA = "assets.extra";
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,18}");

  /**
   * The folder of the SavedModel that a path means: itself, or its highest version.
   *
   * @throws SavedModelFormatException if there is none
   * @throws IOException if it cannot be read
   */
  public static Path find(Path path) throws IOException {
    if (Files.isRegularFile(path.resolve(GRAPH))) {
      return path;
    }
    if (!Files.isDirectory(path)) {
      throw new SavedModelFormatException(
          path
              + (Files.exists(path) ? " is a file" : " does not exist")
              + "; name the folder of a"
              + " SavedModel");
    }
    Optional<Path> newest = new ModelFolder(path).newest();
    return newest.orElseThrow(
        () ->
            new SavedModelFormatException(
                "no SavedModel in "
                    + path
                    + ": neither "
                    + GRAPH
                    + " nor a numbered version with"
                    + " one"));
  }

  /** Whether a path is a SavedModel, or a model's folder with one as a version. */
  public static boolean isModel(Path path) throws IOException {
    return Files.isRegularFile(path.resolve(GRAPH))
        || (Files.isDirectory(path) && new ModelFolder(path).newest().isPresent());
  }

  /**
   * The prefix of the bundle with a version's weights.
   *
   * @param version a folder as {@link #find} gives it
   */
  public static Path weights(Path version) {
    return SavedModelFile.variables(version);
  }

  /**
   * The card of a version for programs, a JSON object.
   *
   * @param version a folder as {@link #find} gives it
   * @return the file, which need not be there
   */
  public static Path card(Path version) {
    return version.resolve(EXTRA).resolve(ModelCard.JSON);
  }

  /**
   * A version to write: the one asked for, or the one after the highest.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it exists already
   * @throws IOException if the folder cannot be read, or no number is left
   */
  NewVersion begin(@Nullable Long asked) throws IOException {
    NewVersion version = new NewVersion(path, asked == null ? next() : asked);
    version.requireAbsent();
    return version;
  }

  private long next() throws IOException {
    List<Long> there = versions();
    long highest = there.isEmpty() ? 0 : there.get(there.size() - 1);
    if (highest == Long.MAX_VALUE) {
      throw new IOException(path + " has the highest version there is; name one to export");
    }
    return highest + 1;
  }

  /** The highest version with a SavedModel in it. */
  private Optional<Path> newest() throws IOException {
    return versions().stream()
        .map(version -> path.resolve(String.valueOf(version)))
        .filter(version -> Files.isRegularFile(version.resolve(GRAPH)))
        .reduce((lower, higher) -> higher);
  }

  /** Numbers of the versions, ascending. */
  private List<Long> versions() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(Files::isDirectory)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> NUMBER.matcher(name).matches())
          .map(BigInteger::new)
          .filter(number -> number.bitLength() < Long.SIZE)
          .map(BigInteger::longValueExact)
          .sorted()
          .toList();
    }
  }
}
