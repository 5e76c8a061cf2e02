package org.dreamer4j.cli.run;

/** A run's PING says nothing that can be understood: some other worker may have the run. */
final class UnreadablePing extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  UnreadablePing(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What is wrong with the file. */
  String reason() {
    return reason;
  }
}
