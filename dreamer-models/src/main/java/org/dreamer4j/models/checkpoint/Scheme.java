package org.dreamer4j.models.checkpoint;

/** Whose networks a file holds. */
public enum Scheme {
  /** google-research/dreamer, and what this SDK trains with its settings. */
  DREAMER("google-research/dreamer"),
  /** google-research/planet. */
  PLANET("google-research/planet"),
  /** danijar/dreamer, and what this SDK trains with the preset danijar. */
  DANIJAR("danijar/dreamer");

  private final String source;

  Scheme(String source) {
    this.source = source;
  }

  @Override
  public String toString() {
    return source;
  }
}
