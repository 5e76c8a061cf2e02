package org.dreamer4j.cli.run;

/** A run's PING says nothing that can be understood: some other worker may have the run. */
final class UnreadablePing extends Exception {
  private static final long serialVersionUID = 1;

  UnreadablePing(String message) {
    super(message);
  }
}
