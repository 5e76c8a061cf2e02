package org.dreamer4j.models.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.dreamer4j.core.AtomicFile;
import org.dreamer4j.core.TemporaryFolder;

/**
 * A version of a model that is to be written.
 *
 * @param model folder of the model
 * @param number of the version, which names its folder
 */
record NewVersion(Path model, long number) {
  private static final Logger LOG = LogManager.getLogger(NewVersion.class);
  // TensorFlow Serving takes numbers for versions, nothing else.
  private static final Pattern UNFINISHED = Pattern.compile("\\.\\d+(-[-0-9a-f]+)?\\.tmp");
  // No export takes as long.
  private static final Duration STALE = Duration.ofDays(1);

  /** Writes the files of a version. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /** The folder of the version. */
  Path folder() {
    return model.resolve(String.valueOf(number));
  }

  /**
   * Checks that the version is new.
   *
   * @throws FileAlreadyExistsException if it exists already
   */
  void requireAbsent() throws FileAlreadyExistsException {
    if (Files.exists(folder())) {
      throw new FileAlreadyExistsException(
          folder().toString(), null, "exists already; export another version");
    }
  }

  /**
   * Writes the version, which is there as a whole or not at all.
   *
   * @return the version's folder
   * @throws FileAlreadyExistsException if it exists already
   * @throws IOException if it cannot be written
   */
  Path write(Content content) throws IOException {
    requireAbsent();
    Path unfinished = model.resolve(".%d-%s.tmp".formatted(number, UUID.randomUUID()));
    try (TemporaryFolder temporary = new TemporaryFolder(unfinished)) {
      Files.createDirectories(unfinished);
      removeStale();
      content.writeTo(unfinished);
      force(unfinished);
      Files.move(temporary.path(), folder(), StandardCopyOption.ATOMIC_MOVE);
      AtomicFile.forceDirectory(model);
    } catch (FileSystemException e) {
      requireAbsent(); // Another export may have been faster.
      throw new IOException("cannot write " + folder() + ": " + e.getMessage(), e);
    }
    return folder();
  }

  /** Deletes what exports have left that were killed. */
  private void removeStale() throws IOException {
    Instant limit = Instant.now().minus(STALE);
    List<Path> candidates;
    try (Stream<Path> files = Files.list(model)) {
      candidates =
          files
              .filter(file -> UNFINISHED.matcher(String.valueOf(file.getFileName())).matches())
              .filter(file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
              .toList();
    }
    for (Path folder : candidates) {
      try {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
          new TemporaryFolder(folder).close();
        }
      } catch (IOException e) {
        LOG.warn("cannot delete {}, the rest of an export: {}", folder, e.toString());
      }
    }
  }

  private static void force(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.forEach(all::add);
    }
    for (Path path : all) {
      if (Files.isDirectory(path)) {
        AtomicFile.forceDirectory(path);
      } else {
        AtomicFile.force(path);
      }
    }
  }
}
