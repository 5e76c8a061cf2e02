package org.dreamer4j.core;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files that are either whole or not there, whenever the process or the machine dies: under
 * a temporary name in the same directory, forced to disk, renamed, and the directory forced too.
 */
public final class AtomicFile {
  private static final String PREFIX = ".";
  private static final String SUFFIX = ".tmp";
  private static final int BUFFER_BYTES = 1 << 16;

  private AtomicFile() {}

  /** What to write. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes everything; the stream is buffered, and closing it only flushes it.
     *
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, replacing one of the same name.
   *
   * @throws IOException if it cannot be written; the temporary file is gone then
   */
  public static void write(Path target, Content content) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("cannot write to " + target + ": it is a root directory");
    }
    Path temporary =
        directory.resolve(PREFIX + target.getFileName() + "." + UUID.randomUUID() + SUFFIX);
    try {
      // A plain stream: an interrupt would close a channel in the middle of the file.
      try (FileOutputStream file = new FileOutputStream(temporary.toFile())) {
        OutputStream out = new FlushedOnClose(file);
        content.writeTo(out);
        out.flush();
        file.getFD().sync();
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      temporary.toFile().delete(); // after a failure; it has been renamed otherwise
    }
    forceDirectory(directory);
  }

  /** Whether a file bears the name of one that is still being written, or of its remains. */
  public static boolean isTemporary(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  /**
   * Forces a file to disk that something else has written.
   *
   * @throws IOException if it cannot be opened
   */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Forces to disk which files a directory holds.
   *
   * @throws IOException if it cannot be opened
   */
  public static void forceDirectory(Path directory) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return; // only POSIX systems let a directory be opened
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (ClosedByInterruptException e) {
      // The file is in place; the interrupt flag stays set for whoever waits next.
    }
  }

  /** Stays open to be forced to disk, whatever the content does with it. */
  private static final class FlushedOnClose extends BufferedOutputStream {
    FlushedOnClose(OutputStream out) {
      super(out, BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
