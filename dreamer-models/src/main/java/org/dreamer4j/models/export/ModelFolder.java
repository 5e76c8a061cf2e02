package org.dreamer4j.models.export;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model's folder as TensorFlow Serving lays it out: one numbered folder for each version.
 *
 * @param path the folder, whose name is the model's
 */
public record ModelFolder(Path path) {
  static final String GRAPH = "saved_model.pb";
  static final String VARIABLES = "variables";
  static final String EXTRA = "assets.extra";
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");

  /** Writes the files of a version. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

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
    Optional<Path> newest =
        new ModelFolder(path)
            .versions().stream()
                .map(version -> path.resolve(String.valueOf(version)))
                .filter(version -> Files.isRegularFile(version.resolve(GRAPH)))
                .reduce((lower, higher) -> higher);
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
        || (Files.isDirectory(path) && !new ModelFolder(path).versions().isEmpty());
  }

  /**
   * The prefix of the bundle with a version's weights.
   *
   * @param version a folder as {@link #find} gives it
   */
  public static Path weights(Path version) {
    return version.resolve(VARIABLES).resolve("variables");
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

  /** The version to write: the one asked for, or the one after the highest. */
  int version(@Nullable Integer asked) throws IOException {
    if (asked != null) {
      return asked;
    }
    List<Integer> there = versions();
    return there.isEmpty() ? 1 : there.get(there.size() - 1) + 1;
  }

  /**
   * Writes a version, which is there as a whole or not at all.
   *
   * @return the version's folder
   * @throws FileAlreadyExistsException if it exists already
   * @throws IOException if it cannot be written
   */
  Path write(int version, Content content) throws IOException {
    Path target = path.resolve(String.valueOf(version));
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "exists already; export another version");
    }
    // TensorFlow Serving takes numbers for versions, nothing else.
    Path unfinished = path.resolve("." + version + ".tmp");
    try {
      delete(unfinished);
      Files.createDirectories(unfinished);
      content.writeTo(unfinished);
      force(unfinished);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      forceDirectory(path);
    } catch (FileAlreadyExistsException | AccessDeniedException e) {
      throw new IOException("cannot write " + target + ": " + e.getMessage(), e);
    } finally {
      delete(unfinished); // After a failure; it has been moved otherwise.
    }
    return target;
  }

  /** Numbers of the versions, ascending. */
  private List<Integer> versions() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(Files::isDirectory)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> NUMBER.matcher(name).matches())
          .map(Integer::parseInt)
          .sorted()
          .toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.sorted(Comparator.reverseOrder()).forEach(files::add);
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private static void force(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.forEach(all::add);
    }
    for (Path path : all) {
      if (Files.isDirectory(path)) {
        forceDirectory(path);
      } else {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
  }

  private static void forceDirectory(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
