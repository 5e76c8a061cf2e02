package org.dreamer4j.cli;

import org.dreamer4j.cli.run.UsageException;

/** The two words that the reference knows for an option that is on or off. */
final class TrueFalse {
  private TrueFalse() {}

  /**
   * Whether an option is on.
   *
   * @throws UsageException if it is neither
   */
  static boolean of(String option, String word) {
    return switch (word) {
      case "True" -> true;
      case "False" -> false;
      default -> throw new UsageException(option + " takes True or False, got '" + word + "'");
    };
  }
}
