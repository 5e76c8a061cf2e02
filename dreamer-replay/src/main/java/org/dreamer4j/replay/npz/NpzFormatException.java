package org.dreamer4j.replay.npz;

import java.io.IOException;
import java.nio.file.Path;
import org.dreamer4j.core.Printable;

/** A file that is no readable npz: truncated, corrupt, hostile or of a kind that is not read. */
public final class NpzFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Something wrong with the file as a whole.
   *
   * @param file the file
   * @param problem what is wrong
   */
  public NpzFormatException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /**
   * Something wrong with one entry.
   *
   * @param file the file
   * @param entry name of the entry in the zip
   * @param problem what is wrong
   */
  public NpzFormatException(Path file, String entry, String problem) {
    super(file + ", entry '" + Printable.name(entry) + "': " + problem);
  }
}
