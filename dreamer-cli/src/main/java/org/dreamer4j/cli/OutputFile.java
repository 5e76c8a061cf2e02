package org.dreamer4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.dreamer4j.cli.run.UsageException;

/** Files that a person asks for, checked before the work that fills them. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Makes sure that a file can be written, and its folder is there.
   *
   * @param option that names the file, for the message
   * @param extension it must have, e.g. {@code .png}
   * @throws UsageException if it cannot be written
   */
  static Path prepare(String option, Path file, String extension) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null || !absolute.toString().toLowerCase(Locale.ROOT).endsWith(extension)) {
      throw new UsageException(option + " needs a file ending in " + extension + ", got " + file);
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UsageException(
          "cannot write "
              + file
              + ": no folder can be made at "
              + folder
              + " ("
              + e.getMessage()
              + "); name another file with "
              + option);
    }
    if (!Files.isWritable(folder) || Files.isDirectory(absolute)) {
      throw new UsageException(
          "cannot write "
              + file
              + ": "
              + (Files.isDirectory(absolute) ? "it is a folder" : folder + " is not writable")
              + "; name another file with "
              + option);
    }
    return absolute;
  }
}
