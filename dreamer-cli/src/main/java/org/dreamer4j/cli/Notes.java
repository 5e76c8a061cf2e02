package org.dreamer4j.cli;

import java.io.PrintWriter;
import java.util.List;
import org.dreamer4j.cli.run.Parameters;

/** What a person should know about what is accepted. */
final class Notes {
  private Notes() {}

  /** Prints a line for each note. */
  static void print(List<String> notes, PrintWriter err) {
    notes.forEach(note -> err.println("note: " + note));
  }

  /** Prints a line for each key that is given and changes nothing. */
  static void print(Parameters given, PrintWriter err) {
    print(given.withoutEffect().stream().map(key -> key + " has no effect").toList(), err);
  }
}
