package org.dreamer4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A disk that is full soon: a file system in memory, which root may mount on Linux.
 *
 * @param folder where it is mounted
 */
record SmallDisk(Path folder) implements AutoCloseable {
  /** A disk of some mebibytes; empty where this process may not mount one. */
  static Optional<SmallDisk> mount(Path folder, int mebibytes)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean mounted =
        does("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
    return mounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
  }

  /** Mounts it anew, e.g. with {@code size=100m} or {@code ro}. */
  void remount(String options) throws IOException, InterruptedException {
    if (!does("mount", "-o", "remount," + options, folder.toString())) {
      throw new IOException("cannot remount " + folder + " with " + options);
    }
  }

  private static boolean does(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(new ArrayList<>(List.of(command)))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }

  @Override
  public void close() {
    try {
      does("umount", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
