package org.dreamer4j.cli.run;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A worker's sign of life, the text of a run's file {@code PING}: two lines, {@code worker: <id>}
 * and {@code time: <ISO 8601, UTC>}.
 *
 * @param worker id of the worker that has the run
 * @param time when it last said so
 */
record Ping(String worker, Instant time) {
  private static final String WORKER = "worker: ";
  private static final String TIME = "time: ";
  // First bytes of Python's pickles: binary protocols, and the text protocol's tuple.
  private static final int PICKLE = 0x80;
  private static final int PICKLED_TUPLE = '(';

  String text() {
    return WORKER + worker + "\n" + TIME + time + "\n";
  }

  /**
   * Reads the text of a ping.
   *
   * @throws UnreadablePing if it is none
   */
  static Ping parse(String text) throws UnreadablePing {
    List<String> lines = text.lines().toList();
    boolean isPing =
        text.endsWith("\n")
            && lines.size() == 2
            && lines.get(0).startsWith(WORKER)
            && lines.get(1).startsWith(TIME);
    if (!isPing) {
      throw new UnreadablePing(
          isPickle(text)
              ? "its PING is a pickle of the Python program, which cannot be read here"
              : "its PING cannot be read");
    }
    try {
      Instant time = Instant.parse(lines.get(1).substring(TIME.length()));
      return new Ping(lines.get(0).substring(WORKER.length()), time);
    } catch (DateTimeException e) {
      throw new UnreadablePing("its PING has no time");
    }
  }

  /** How long ago this was; not below zero, whatever the clocks of two machines say. */
  Duration age(Instant now) {
    Duration age = Duration.between(time, now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** A pickle's first byte, read as Latin-1. */
  private static boolean isPickle(String text) {
    return !text.isEmpty() && (text.charAt(0) == PICKLE || text.charAt(0) == PICKLED_TUPLE);
  }
}
