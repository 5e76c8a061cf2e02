package org.dreamer4j.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param level how bad it is
 * @param subject what was looked at, one word
 * @param text what was seen and, unless it is well, how to mend it
 */
public record Finding(Level level, String subject, String text) {
  /** How bad a finding is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** Works, and could work better. */
    NOTE,
    /** Does not work. */
    PROBLEM
  }

  static Finding ok(String subject, String text) {
    return new Finding(Level.OK, subject, text);
  }

  static Finding note(String subject, String text) {
    return new Finding(Level.NOTE, subject, text);
  }

  static Finding problem(String subject, String text) {
    return new Finding(Level.PROBLEM, subject, text);
  }
}
