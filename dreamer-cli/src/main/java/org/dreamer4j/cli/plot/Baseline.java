package org.dreamer4j.cli.plot;

/**
 * What another policy achieves, for comparison.
 *
 * @param name of the policy
 * @param value its mean return
 */
public record Baseline(String name, double value) {
  /**
   * Reads {@code name=value}.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static Baseline parse(String text) {
    int split = text.lastIndexOf('=');
    try {
      double value = Double.parseDouble(text.substring(split + 1));
      if (split > 0 && Double.isFinite(value)) {
        return new Baseline(text.substring(0, split), value);
      }
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
    throw malformed(text);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "a baseline looks like random=11.5 (name=return), got '" + text + "'");
  }
}
