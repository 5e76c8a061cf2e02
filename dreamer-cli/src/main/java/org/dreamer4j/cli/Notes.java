package org.dreamer4j.cli;

import java.io.PrintWriter;
import org.dreamer4j.cli.run.Parameters;

/** What a person should know about parameters that are accepted. */
final class Notes {
  private Notes() {}

  /** Prints a line for each key that is given and changes nothing. */
  static void print(Parameters given, PrintWriter err) {
    given.withoutEffect().forEach(key -> err.println("note: " + key + " has no effect"));
  }
}
