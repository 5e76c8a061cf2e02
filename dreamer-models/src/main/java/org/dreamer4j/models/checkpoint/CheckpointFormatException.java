package org.dreamer4j.models.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import org.dreamer4j.core.Printable;

/**
 * A file that is no readable checkpoint, pickle or SavedModel: truncated, corrupt, hostile, of a
 * kind that is not read, or with other variables than wanted. The message is one line.
 */
public final class CheckpointFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Something wrong with the file as a whole.
   *
   * @param file the file
   * @param problem what is wrong
   */
  public CheckpointFormatException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /**
   * Something wrong with one variable.
   *
   * @param file the file
   * @param variable its name in the file
   * @param problem what is wrong
   */
  public CheckpointFormatException(Path file, String variable, String problem) {
    super(file + ", variable '" + Printable.name(variable) + "': " + problem);
  }

  /**
   * A variable that is not what is wanted.
   *
   * @param file the file
   * @param variable its name in the file
   * @param expected what is wanted, e.g. {@code float32 [400, 200]}
   * @param actual what is there
   */
  public static CheckpointFormatException mismatch(
      Path file, String variable, String expected, String actual) {
    return new CheckpointFormatException(
        file, variable, "expected " + expected + ", got " + actual);
  }
}
