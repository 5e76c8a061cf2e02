package org.dreamer4j.cli;

import org.dreamer4j.cli.run.UsageException;

/** Refuses numbers on the command line that are too small. */
final class AtLeast {
  private AtLeast() {}

  /**
   * Checks the value of an option.
   *
   * @throws UsageException if it is below {@code least}
   */
  static void check(String option, int least, int value) {
    if (value < least) {
      throw new UsageException(option + " must be at least " + least + ", got " + value);
    }
  }
}
